package dev.loopmend.behaviour;

import dev.loopmend.edit.Safety;
import dev.loopmend.recipe.Form;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Rewrite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The kinds of fixes that recipes make, as `recipe, form` and `recipe, option = value`.
final class Kinds {
  private Kinds() {}

  /// The kinds that have to be run: every form that is mended under some options, and every value
  /// of an option that chooses how.
  static Set<String> all(List<Recipe> recipes) {
    Set<String> kinds = new TreeSet<>();
    for (Recipe recipe : recipes) {
      for (Rewrite rewrite : recipe.rewrites()) {
        if (recipe.safety() == Safety.Level.REPORT || !mends(rewrite)) {
          continue;
        }
        rewrite.policy().ifPresent(policy -> kinds.add(name(recipe, policy)));
        recipe.forms().all().stream()
            .filter(form -> serves(rewrite, form.name()) && !isReportedOnly(form))
            .forEach(form -> kinds.add(recipe.id() + ", " + form.name()));
      }
    }
    return kinds;
  }

  /// The kinds of a fix that was made at a form under some options.
  static Set<String> of(Recipe recipe, String form, Map<String, String> options) {
    Set<String> kinds = new TreeSet<>(Set.of(recipe.id() + ", " + form));
    recipe.rewrites().stream()
        .filter(one -> serves(one, form) && isChosen(recipe, one, options))
        .findFirst()
        .flatMap(Rewrite::policy)
        .ifPresent(policy -> kinds.add(name(recipe, policy)));
    return kinds;
  }

  private static String name(Recipe recipe, Rewrite.Policy policy) {
    return recipe.id() + ", " + policy.option() + " = " + policy.value();
  }

  /// Ex) `## Rewrite: policy = report` holds only a reason
  private static boolean mends(Rewrite rewrite) {
    return rewrite.steps().stream().anyMatch(Rewrite.Step.Apply.class::isInstance);
  }

  /// Ex) `- report when: always, because ...`
  private static boolean isReportedOnly(Form form) {
    return form.clauses().stream()
        .anyMatch(
            clause -> clause.word() == Form.Word.REPORT_WHEN && clause.text().equals("always"));
  }

  private static boolean serves(Rewrite rewrite, String form) {
    return rewrite.form().isEmpty() || rewrite.form().equals(form);
  }

  private static boolean isChosen(Recipe recipe, Rewrite rewrite, Map<String, String> options) {
    if (rewrite.policy().isEmpty()) {
      return true;
    }
    Rewrite.Policy policy = rewrite.policy().get();
    String standard =
        Optional.ofNullable(recipe.options().get(policy.option()))
            .flatMap(Recipe.OptionSpec::defaultValue)
            .orElse("");
    String value = options.getOrDefault(recipe.id() + "." + policy.option(), standard);
    return policy.value().equals(value);
  }
}
