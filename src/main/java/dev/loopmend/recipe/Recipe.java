package dev.loopmend.recipe;

import dev.loopmend.edit.Safety;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One recipe file, read and checked. `description` is the CommonMark text before the first match;
/// `because` is empty unless the recipe is unsafe as a whole; `source` is the file it came from.
public record Recipe(
    String id,
    String title,
    Severity severity,
    Safety.Level safety,
    String because,
    boolean enabled,
    List<String> tags,
    Optional<PythonVersion> requiresPython,
    List<String> after,
    List<String> yieldsTo,
    List<String> ignoresOutputOf,
    Map<String, OptionSpec> options,
    String description,
    List<Form> forms,
    List<Rewrite> rewrites,
    List<Example> examples,
    String source) {
  public Recipe {
    tags = List.copyOf(tags);
    after = List.copyOf(after);
    yieldsTo = List.copyOf(yieldsTo);
    ignoresOutputOf = List.copyOf(ignoresOutputOf);
    forms = List.copyOf(forms);
    rewrites = List.copyOf(rewrites);
    examples = List.copyOf(examples);
  }

  /// An option of a recipe. `allowed` is empty unless the option is one of a few words.
  public record OptionSpec(
      OptionType type, List<String> allowed, Optional<String> defaultValue, String help) {
    public OptionSpec {
      allowed = List.copyOf(allowed);
    }
  }

  /// What values an option takes.
  public enum OptionType {
    ONE_OF,
    INTEGER,
    BOOLEAN,
    TEXT,
    MODULE
  }
}
