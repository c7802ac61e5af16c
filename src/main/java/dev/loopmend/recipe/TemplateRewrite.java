package dev.loopmend.recipe;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.match.Capture;
import dev.loopmend.recipe.Template.Part;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Precedence;
import dev.loopmend.syntax.Slots;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Replaces the matched expression by a template with the smallest edits: captured code that keeps
/// its order is no part of them, so its text, comments and line breaks stay.
record TemplateRewrite(Template template) implements Operation {

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Expr root)) {
      return new Outcome.Declined("a template needs an expression to replace");
    }
    Writing writing = new Writing(site, draft, new Surroundings(site.model().tree(), root));
    for (Part part : template.parts()) {
      Optional<String> declined = writing.add(part);
      if (declined.isPresent()) {
        return new Outcome.Declined(declined.get());
      }
    }
    return writing.finish(template.precedence());
  }

  /// The place of an expression: what its parent takes, and whether line breaks are free there.
  private record Surroundings(SyntaxTree tree, Expr root) {

    boolean takes(Precedence precedence) {
      return tree.parentheses(root) > 0
          || precedence.bindsAtLeast(Slots.wanted(tree.parent(root), root));
    }

    /// Whether a bracket that was opened before the expression is closed behind it only.
    boolean isBracketed() {
      return LineBreaks.depthAt(tree, tree.firstToken(root)) > 0;
    }
  }

  /// The parts of a template turned into the pieces of the new text, some of which are kept code.
  private static final class Writing {
    private final Site site;
    private final SyntaxTree tree;
    private final Surroundings place;
    private Draft draft;
    private final List<Request> requests = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>(List.of(""));
    private final List<Span> kept = new ArrayList<>();

    /// Whether a variable that stands for nothing was the first of a list.
    private boolean first;

    Writing(Site site, Draft draft, Surroundings place) {
      this.site = site;
      this.tree = site.model().tree();
      this.draft = draft;
      this.place = place;
    }

    /// Adds a part; gives the reason if it cannot be written here.
    Optional<String> add(Part part) {
      return switch (part) {
        case Part.Literal(String text) -> append(text);
        case Part.Plain(String name) -> append(draft.renames().getOrDefault(name, name));
        case Part.Requested(String name) -> addRequested(name);
        case Part.Slot slot -> addSlot(slot);
      };
    }

    private Optional<String> append(String text) {
      String more = first ? text.replaceFirst("^\\s*,\\s*", "") : text;
      first = false;
      gaps.set(gaps.size() - 1, gaps.getLast() + more);
      return Optional.empty();
    }

    private Optional<String> addRequested(String name) {
      return switch (SpelledName.of(site.model(), name, site.root())) {
        case Made.Done(SpelledName(String text, List<Request> imports)) -> {
          requests.addAll(imports);
          yield append(text);
        }
        case Made.Refused(String why) -> Optional.of(why);
      };
    }

    private Optional<String> addSlot(Part.Slot slot) {
      Draft.Bound code = draft.bound().get(slot.variable());
      if (code != null) {
        requests.addAll(code.requests());
        return append(code.code());
      }
      Optional<Capture> capture = site.match().capture(slot.variable());
      if (capture.isEmpty()) {
        return Optional.of("$" + slot.variable() + " is not bound");
      }
      List<Node> nodes = capture.get().all();
      if (nodes.isEmpty()) {
        return dropComma();
      }
      Span span = new Span(tree.span(nodes.getFirst()).start(), tree.span(nodes.getLast()).end());
      boolean loose =
          nodes.size() == 1
              && nodes.getFirst() instanceof Expr expr
              && !Precedence.of(expr).bindsAtLeast(slot.wanted());
      boolean broken =
          !slot.bracketed()
              && !place.isBracketed()
              && LineBreaks.hasBare(tree, nodes.getFirst(), nodes.getLast());
      append(loose || broken ? "(" : "");
      first = false;
      kept.add(span);
      gaps.add(loose || broken ? ")" : "");
      return Optional.empty();
    }

    /// Ex) `f($X, $$$REST)` without a rest is `f($X)`, `f($$$FIRST, key=1)` without a first
    /// `f(key=1)`
    private Optional<String> dropComma() {
      String shorter = gaps.getLast().replaceFirst(",\\s*$", "");
      first = shorter.equals(gaps.getLast());
      gaps.set(gaps.size() - 1, shorter);
      return Optional.empty();
    }

    Outcome finish(Precedence precedence) {
      Span whole = tree.span(site.root());
      if (!isOrdered(whole)) {
        return new Outcome.Declined("the rewrite would reorder code, and comments could be lost");
      }
      List<Span> olds = new ArrayList<>();
      int at = whole.start();
      for (Span span : kept) {
        olds.add(new Span(at, span.start()));
        at = span.end();
      }
      olds.add(new Span(at, whole.end()));
      if (!place.takes(precedence) || (!place.isBracketed() && hasLooseComment(olds))) {
        gaps.set(0, "(" + gaps.getFirst());
        gaps.set(gaps.size() - 1, gaps.getLast() + ")");
        // Ex) get_event_loop(  # why
        if (!place.isBracketed() && hasLooseComment(olds)) {
          return new Outcome.Declined("a comment stands in code that is replaced");
        }
      }
      separate(whole);
      List<Gap> changes = changes(olds);
      List<TextEdit> edits = new ArrayList<>();
      for (int gap = 0; gap < olds.size(); gap++) {
        edits.addAll(edits(gap, olds, changes));
      }
      return new Outcome.Done(draft.with(site.path(), edits, requests));
    }

    /// The gaps between kept code with what is to stand in them.
    private List<Gap> changes(List<Span> olds) {
      List<GapText> texts = GapText.of(gaps, place.isBracketed() ? 1 : 0);
      Map<Integer, Integer> pairs = LineBreaks.pairs(tree, site.root());
      Set<Integer> unpaired = new HashSet<>();
      List<Gap> changes = new ArrayList<>();
      for (int at = 0; at < olds.size(); at++) {
        Gap gap = new Gap(tree, olds.get(at), texts.get(at), at == 0, unpaired);
        gap.removed().stream().filter(pairs::containsKey).map(pairs::get).forEach(unpaired::add);
        changes.add(gap);
      }
      return changes;
    }

    private List<TextEdit> edits(int gap, List<Span> olds, List<Gap> changes) {
      Span old = olds.get(gap);
      if (gap + 1 < olds.size() && isSpread(gap + 1, olds)) {
        return List.of(new TextEdit(old, gaps.get(gap) + lineBreakBehind(olds.get(gap + 1))));
      }
      return gap > 0 && isSpread(gap, olds)
          ? List.of(new TextEdit(new Span(old.start(), old.start() + 1), ","))
          : changes.get(gap).edits(gap == 0 ? "" : indentationOf(kept.get(gap - 1)));
    }

    /// The white space at the beginning of the line of some code, if the match begins above it.
    private String indentationOf(Span code) {
      String text = tree.text().substring(0, code.start());
      int line = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
      String before = text.substring(line);
      boolean below = line > tree.span(site.root()).start();
      return below ? before.substring(0, before.length() - before.stripLeading().length()) : "";
    }

    /// Ex) `run(` with its arguments on lines of their own, where `to_thread(run, …)` is to stand:
    /// the function becomes one of them
    private boolean isSpread(int gap, List<Span> olds) {
      String old = olds.get(gap).of(tree.text());
      return gaps.get(gap).strip().equals(",")
          && gaps.get(gap - 1).endsWith("(")
          && olds.get(gap - 1).isEmpty()
          && old.startsWith("(")
          && old.stripTrailing().indexOf('\\') < 0
          && !lineBreakBehind(olds.get(gap)).isEmpty();
    }

    /// The line break in a gap, and the indentation of what follows it.
    private String lineBreakBehind(Span gap) {
      String text = gap.of(tree.text());
      int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
      return end < 0 ? "" : SourceText.lineEndOf(tree.text()) + text.substring(end + 1);
    }

    private boolean hasLooseComment(List<Span> olds) {
      return changes(olds).stream().anyMatch(Gap::hasLooseComment);
    }

    private boolean isOrdered(Span whole) {
      int at = whole.start();
      for (Span span : kept) {
        if (span.start() < at || span.end() > whole.end()) {
          return false;
        }
        at = span.end();
      }
      return true;
    }

    /// Ex) `run(c)if x else y`: what follows must not grow together with the new end.
    private void separate(Span whole) {
      String text = tree.text();
      String last = gaps.getLast();
      int end = kept.isEmpty() ? whole.end() : kept.getLast().end();
      char before =
          !last.isEmpty() ? last.charAt(last.length() - 1) : end > 0 ? text.charAt(end - 1) : ' ';
      if (whole.end() < text.length()
          && Character.isJavaIdentifierPart(before)
          && Character.isJavaIdentifierPart(text.charAt(whole.end()))) {
        gaps.set(gaps.size() - 1, last + " ");
      }
    }
  }
}
