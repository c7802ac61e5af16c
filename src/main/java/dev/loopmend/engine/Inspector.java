package dev.loopmend.engine;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Fix;
import dev.loopmend.edit.Safety;
import dev.loopmend.match.Matcher;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Form;
import dev.loopmend.recipe.Judgement;
import dev.loopmend.recipe.Location;
import dev.loopmend.recipe.Occurrence;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Rewrite;
import dev.loopmend.recipe.Search;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what a recipe finds in one file, and drafts the fixes.
final class Inspector {
  private final String path;
  private final Linked codebase;
  private final SyntaxTree tree;
  private final FileSettings settings;
  private final Suppressions suppressions;
  private final List<Span> printed;
  private final Matcher matcher;
  private final Map<Class<?>, List<Node>> nodesByKind = new HashMap<>();
  private int suppressed;
  private int looked;

  Inspector(
      String path,
      SemanticModel model,
      Linked codebase,
      Suppressions suppressions,
      FileSettings settings) {
    this.path = path;
    this.codebase = codebase;
    this.tree = model.tree();
    this.settings = settings;
    this.suppressions = suppressions;
    this.printed = printedFields(tree);
    this.matcher = new Matcher(model);
  }

  /// How many findings the authors of the file declined so far.
  int suppressed() {
    return suppressed;
  }

  /// At how many nodes it looked for something so far, once for each recipe.
  int looked() {
    return looked;
  }

  /// The findings of a recipe in the order of the text.
  List<Finding> inspect(Recipe recipe) {
    Map<String, String> options = options(recipe);
    Search search = new Search(recipe, matcher, codebase, settings.target(), options);
    List<Finding> findings = new ArrayList<>();
    for (Node node : nodes(search.kinds())) {
      looked++;
      finding(recipe, search, node).ifPresent(findings::add);
    }
    return findings;
  }

  /// The nodes of some classes in the order of the text.
  private List<Node> nodes(Set<Class<?>> kinds) {
    if (nodesByKind.isEmpty()) {
      for (Node node : tree.nodes()) {
        nodesByKind.computeIfAbsent(node.getClass(), _ -> new ArrayList<>()).add(node);
      }
    }
    List<Node> found = new ArrayList<>();
    kinds.forEach(kind -> found.addAll(nodesByKind.getOrDefault(kind, List.of())));
    found.sort(Comparator.comparingInt(Node::id));
    return found;
  }

  /// What the recipe finds at a node, whether or not the authors of the file declined it.
  Optional<Finding> undeclined(Recipe recipe, Node node) {
    Search search = new Search(recipe, matcher, codebase, settings.target(), options(recipe));
    return search.at(node).map(it -> finding(recipe, it.form(), it.site(), it.judgement()));
  }

  /// The values that a recipe's options have in the file.
  Map<String, String> options(Recipe recipe) {
    Map<String, String> options = new LinkedHashMap<>();
    recipe
        .options()
        .forEach((name, spec) -> spec.defaultValue().ifPresent(v -> options.put(name, v)));
    String prefix = recipe.id() + ".";
    settings
        .options()
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix)) {
                options.put(name.substring(prefix.length()), value);
              }
            });
    return options;
  }

  /// What the recipe finds at a node, unless the authors of the file declined it.
  private Optional<Finding> finding(Recipe recipe, Search search, Node node) {
    Optional<Occurrence> occurrence = search.at(node);
    if (occurrence.isPresent() && suppressions.suppress(recipe, node)) {
      suppressed++;
      return Optional.empty();
    }
    return occurrence.map(it -> finding(recipe, it.form(), it.site(), it.judgement()));
  }

  private Finding finding(Recipe recipe, Form form, Site site, Judgement judgement) {
    Safety safety = judgement.safety();
    Optional<Fix> fix = Optional.empty();
    if (safety.level() != Safety.Level.REPORT) {
      switch (draft(recipe, form, site)) {
        case Operation.Outcome.Declined(String why) -> safety = new Safety.Report(why);
        case Operation.Outcome.Whole _ ->
            throw new IllegalStateException("a rewrite ends its steps itself");
        case Operation.Outcome.Done(Draft draft) -> {
          safety = safety.weakest(draft.safety());
          if (isPrinted(draft)) {
            safety = safety.weakest(new Safety.Unsafe("the f-string prints the code that changes"));
          }
          switch (Fitting.of(draft, codebase)) {
            case Fitting.Refused(String why) -> safety = new Safety.Report(why);
            case Fitting.Fitted(List<FileEdits> files) -> {
              if (safety.level() != Safety.Level.REPORT) {
                fix = Optional.of(new Fix(files, safety));
              }
            }
          }
        }
      }
    }
    Location at = Location.of(path, tree, tree.span(site.root()));
    List<Finding.Note> notes =
        judgement.evidence().stream().map(text -> new Finding.Note(at, text)).toList();
    return new Finding(
        recipe.id(),
        form.name(),
        form.severity().orElse(recipe.severity()),
        at,
        recipe.message(),
        safety,
        notes,
        fix,
        tree.lines().textOf(tree.lines().line(at.span().start())));
  }

  /// Ex) `f"{call()=}"` prints the source of the call
  private boolean isPrinted(Draft draft) {
    return draft.files().stream()
        .filter(file -> file.path().equals(path))
        .flatMap(file -> file.edits().stream())
        .anyMatch(edit -> printed.stream().anyMatch(field -> field.contains(edit.span())));
  }

  /// The replacement fields of f-strings that print their own source (`=` behind the expression).
  private static List<Span> printedFields(SyntaxTree tree) {
    List<Span> fields = new ArrayList<>();
    for (int id = 0; id < tree.nodeCount(); id++) {
      if (tree.node(id) instanceof Expr.FormattedValue field) {
        int behind = tree.tokens().at(tree.outerSpan(field.value()).end());
        int next = tree.tokens().nextSignificant(behind - 1);
        if (tree.tokens().kind(next) == TokenKind.EQUAL) {
          fields.add(tree.outerSpan(field.value()));
        }
      }
    }
    return List.copyOf(fields);
  }

  private Operation.Outcome draft(Recipe recipe, Form form, Site site) {
    Optional<Rewrite> rewrite = recipe.rewrite(form.name(), site);
    if (rewrite.isEmpty()) {
      return new Operation.Outcome.Declined("there is no automatic fix for this form");
    }
    if (recipe.requiresPython().filter(least -> !site.target().isAtLeast(least)).isPresent()) {
      return new Operation.Outcome.Declined(
          "the fix needs Python " + recipe.requiresPython().get());
    }
    return rewrite.get().apply(site, Draft.EMPTY);
  }
}
