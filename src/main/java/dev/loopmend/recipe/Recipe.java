package dev.loopmend.recipe;

import dev.loopmend.edit.Safety;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One recipe file, read and checked. `description` is the CommonMark text before the first match;
/// `because` is empty unless the recipe is unsafe as a whole; `noqa` are the codes of linters whose
/// `# noqa` on the statement silences it; `source` is the file it came from.
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
    Set<String> noqa,
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
    noqa = Set.copyOf(noqa);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    forms = List.copyOf(forms);
    rewrites = List.copyOf(rewrites);
    examples = List.copyOf(examples);
  }

  /// The first paragraph of the description, on one line: what is wrong, as findings say it.
  public String message() {
    String paragraph = description.split("\n\\s*\n", 2)[0];
    return paragraph.replaceAll("\\s+", " ").strip();
  }

  /// The words of which a file with a finding holds all of at least one set.
  public Set<Set<String>> requiredWords() {
    Set<Set<String>> words = new LinkedHashSet<>();
    forms.forEach(form -> words.addAll(form.requiredWords()));
    return words;
  }

  /// How an occurrence of a form is rewritten under the options of a site, if at all.
  public Optional<Rewrite> rewrite(String form, Site site) {
    return rewrites.stream().filter(one -> one.serves(form, site)).findFirst();
  }

  /// Whether fixes depend on who calls the functions of a file.
  public boolean asksCallers() {
    return rewrites.stream()
        .flatMap(rewrite -> rewrite.steps().stream())
        .filter(Rewrite.Step.Apply.class::isInstance)
        .anyMatch(step -> ((Rewrite.Step.Apply) step).operation().asksCallers());
  }

  /// An option of a recipe. `allowed` is empty unless the option is one of a few words.
  public record OptionSpec(
      OptionType type, List<String> allowed, Optional<String> defaultValue, String help) {
    public OptionSpec {
      allowed = List.copyOf(allowed);
    }

    /// Why a value cannot be given to the option, as a clause; empty if it can.
    public Optional<String> refuse(String value) {
      boolean fits =
          switch (type) {
            case ONE_OF -> allowed.contains(value);
            case INTEGER -> value.matches("[1-9][0-9]{0,8}");
            case BOOLEAN -> value.equals("true") || value.equals("false");
            case MODULE -> value.matches("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");
            case TEXT -> true;
          };
      return fits ? Optional.empty() : Optional.of("'" + value + "' is not " + expectation());
    }

    private String expectation() {
      return switch (type) {
        case ONE_OF -> "one of " + String.join(", ", allowed);
        case INTEGER -> "a positive whole number";
        case BOOLEAN -> "true or false";
        case MODULE -> "the dotted name of a module";
        case TEXT -> "text";
      };
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
