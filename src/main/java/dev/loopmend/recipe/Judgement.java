package dev.loopmend.recipe;

import dev.loopmend.edit.Safety;
import dev.loopmend.recipe.Form.Clause;
import dev.loopmend.semantic.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// How sure a fix could be at a match, and what people should know of it, as clauses.
public record Judgement(Safety safety, List<String> evidence) {
  public Judgement {
    evidence = List.copyOf(evidence);
  }

  /// What a condition of a form said of a match: nothing where it was passed over, since the
  /// pattern that matched lacks its variable.
  public record Step(Clause clause, Optional<Answer> answer) {

    /// Whether the condition says that there is no fault.
    public boolean ends() {
      return answer
          .filter(
              it ->
                  switch (clause.word()) {
                    case WHERE -> !it.isYes();
                    case UNLESS -> !it.isNo();
                    case UNSAFE_WHEN, REPORT_WHEN -> false;
                  })
          .isPresent();
    }

    /// Whether the condition lowers the level of the fix.
    public boolean lowers() {
      return answer
          .filter(
              it ->
                  switch (clause.word()) {
                    case WHERE, UNLESS -> false;
                    case UNSAFE_WHEN, REPORT_WHEN -> !it.isNo();
                  })
          .isPresent();
    }
  }

  /// What a form says of a match; nothing if one of its conditions says that there is no fault.
  public static Optional<Judgement> of(Form form, Site site) {
    return of(form, site, _ -> {});
  }

  /// The same; `steps` is told what each condition said, in their order, up to the one that
  /// decides.
  public static Optional<Judgement> of(Form form, Site site, Consumer<Step> steps) {
    Safety safety = ceiling(site.recipe());
    List<String> evidence = new ArrayList<>();
    for (Clause clause : form.clauses()) {
      if (!clause.subject().isEmpty() && site.match().capture(clause.subject()).isEmpty()) {
        steps.accept(new Step(clause, Optional.empty()));
        continue;
      }
      Answer answer = clause.condition().test(site);
      steps.accept(new Step(clause, Optional.of(answer)));
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

  private static Safety ceiling(Recipe recipe) {
    return switch (recipe.safety()) {
      case SAFE -> new Safety.Safe();
      case UNSAFE -> new Safety.Unsafe(recipe.because());
      case REPORT -> new Safety.Report(recipe.because());
    };
  }

  private static String reason(Clause clause, Answer answer) {
    return answer.why().isBlank() ? clause.because() : clause.because() + " (" + answer.why() + ")";
  }
}
