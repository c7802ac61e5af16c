package dev.loopmend.engine;

import dev.loopmend.edit.Fix;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.Safety;
import dev.loopmend.match.CodePattern;
import dev.loopmend.match.Match;
import dev.loopmend.match.Matcher;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Form;
import dev.loopmend.recipe.Form.Clause;
import dev.loopmend.recipe.Location;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Rewrite;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what a recipe finds in one file, and drafts the fixes.
final class Inspector {
  private final String path;
  private final SourceText source;
  private final SemanticModel model;
  private final Codebase codebase;
  private final SyntaxTree tree;
  private final FileSettings settings;
  private final Suppressions suppressions;
  private final List<Span> printed;
  private int suppressed;

  Inspector(
      String path,
      SourceText source,
      SemanticModel model,
      Codebase codebase,
      FileSettings settings) {
    this.path = path;
    this.source = source;
    this.model = model;
    this.codebase = codebase;
    this.tree = model.tree();
    this.settings = settings;
    this.suppressions = new Suppressions(model);
    this.printed = printedFields(tree);
  }

  /// How many findings the authors of the file declined so far.
  int suppressed() {
    return suppressed;
  }

  /// The findings of a recipe in the order of the text.
  List<Finding> inspect(Recipe recipe) {
    Map<String, String> options = options(recipe);
    Matcher matcher = new Matcher(model);
    List<Finding> findings = new ArrayList<>();
    for (Node node : tree.nodes()) {
      finding(recipe, options, matcher, node).ifPresent(findings::add);
    }
    return findings;
  }

  private Map<String, String> options(Recipe recipe) {
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

  /// What the first form that finds something at a node finds.
  private Optional<Finding> finding(
      Recipe recipe, Map<String, String> options, Matcher matcher, Node node) {
    for (Form form : recipe.forms()) {
      for (CodePattern pattern : form.patterns()) {
        if (pattern.root().getClass() != node.getClass()) {
          continue;
        }
        Optional<Match> match = matcher.match(pattern, node);
        if (match.isEmpty()) {
          continue;
        }
        Site site = new Site(path, match.get(), model, codebase, settings.target(), options);
        Optional<Judgement> judgement = judge(recipe, form, site);
        if (judgement.isPresent()) {
          if (suppressions.suppress(recipe, node)) {
            suppressed++;
            return Optional.empty();
          }
          return Optional.of(finding(recipe, form, site, judgement.get()));
        }
      }
    }
    return Optional.empty();
  }

  /// How sure a fix could be at a match, and what people should know.
  private record Judgement(Safety safety, List<String> evidence) {}

  /// Nothing if a condition says that there is no fault.
  private Optional<Judgement> judge(Recipe recipe, Form form, Site site) {
    Safety safety =
        switch (recipe.safety()) {
          case SAFE -> new Safety.Safe();
          case UNSAFE -> new Safety.Unsafe(recipe.because());
          case REPORT -> new Safety.Report(recipe.because());
        };
    List<String> evidence = new ArrayList<>();
    for (Clause clause : form.clauses()) {
      if (!clause.subject().isEmpty() && site.match().capture(clause.subject()).isEmpty()) {
        continue;
      }
      Answer answer = clause.condition().test(site);
      switch (clause.word()) {
        case WHERE -> {
          if (!answer.isYes()) {
            return Optional.empty();
          }
          evidence.add(answer.why());
        }
        case UNLESS -> {
          if (!answer.isNo()) {
            return Optional.empty();
          }
        }
        case UNSAFE_WHEN -> {
          if (!answer.isNo()) {
            safety = safety.weakest(new Safety.Unsafe(reason(clause, answer)));
          }
        }
        case REPORT_WHEN -> {
          if (!answer.isNo()) {
            safety = safety.weakest(new Safety.Report(reason(clause, answer)));
          }
        }
      }
    }
    evidence.removeIf(String::isBlank);
    return Optional.of(new Judgement(safety, evidence));
  }

  private static String reason(Clause clause, Answer answer) {
    return answer.why().isBlank() ? clause.because() : clause.because() + " (" + answer.why() + ")";
  }

  private Finding finding(Recipe recipe, Form form, Site site, Judgement judgement) {
    Safety safety = judgement.safety();
    Optional<Fix> fix = Optional.empty();
    if (safety.level() != Safety.Level.REPORT) {
      switch (draft(recipe, form, site)) {
        case Operation.Outcome.Declined(String why) -> safety = new Safety.Report(why);
        case Operation.Outcome.Done(Draft draft) -> {
          safety = safety.weakest(draft.safety());
          if (isPrinted(draft)) {
            safety = safety.weakest(new Safety.Unsafe("the f-string prints the code that changes"));
          }
          if (!isWritable(draft)) {
            safety = new Safety.Report("the encoding of the file lacks a character of the fix");
          }
          if (safety.level() != Safety.Level.REPORT) {
            fix = Optional.of(new Fix(draft.files(), safety));
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
        recipe.severity(),
        at,
        recipe.message(),
        safety,
        notes,
        fix,
        tree.lines().textOf(at.line()));
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

  /// Whether the encoding of this file has every character that the fix writes into it.
  private boolean isWritable(Draft draft) {
    return draft.files().stream()
        .filter(file -> file.path().equals(path))
        .allMatch(
            file ->
                file.edits().stream().allMatch(edit -> source.canEncode(edit.replacement()))
                    && file.requests().stream()
                        .filter(Request.Definition.class::isInstance)
                        .allMatch(it -> source.canEncode(((Request.Definition) it).text())));
  }

  private Operation.Outcome draft(Recipe recipe, Form form, Site site) {
    Optional<Rewrite> rewrite =
        recipe.rewrites().stream().filter(one -> serves(one, form, site)).findFirst();
    if (rewrite.isEmpty()) {
      return new Operation.Outcome.Declined("there is no automatic fix for this form");
    }
    if (recipe.requiresPython().filter(least -> !site.target().isAtLeast(least)).isPresent()) {
      return new Operation.Outcome.Declined(
          "the fix needs Python " + recipe.requiresPython().get());
    }
    Draft draft = Draft.EMPTY;
    for (Rewrite.Step step : rewrite.get().steps()) {
      switch (step) {
        case Rewrite.Step.UnsafeWhen(var condition, String because) -> {
          if (!condition.test(site).isNo()) {
            draft = draft.lowered(new Safety.Unsafe(because));
          }
        }
        case Rewrite.Step.Apply(Operation operation) -> {
          switch (operation.apply(site, draft)) {
            case Operation.Outcome.Done(Draft next) -> draft = next;
            case Operation.Outcome.Declined declined -> {
              return declined;
            }
          }
        }
      }
    }
    return new Operation.Outcome.Done(draft);
  }

  private static boolean serves(Rewrite rewrite, Form form, Site site) {
    boolean policy =
        rewrite
            .policy()
            .map(one -> one.value().equals(site.options().get(one.option())))
            .orElse(true);
    return policy && (rewrite.form().isEmpty() || rewrite.form().equals(form.name()));
  }
}
