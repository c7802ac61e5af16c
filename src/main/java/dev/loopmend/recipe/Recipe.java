package dev.loopmend.recipe;

import dev.loopmend.edit.Safety;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One recipe file, read and checked. `row` is what a table of recipes says of it; `description` is
/// the CommonMark text before the first match; `because` is empty unless the recipe is unsafe as a
/// whole; `noqa` are the codes and names of linters' rules whose `# noqa` or `# ruff: ignore` at
/// the statement silences it; `source` is the file it came from. `examples` are empty where a
/// recipe is only to run, and so are `hints`, what its author should look at.
public record Recipe(
    String id,
    String title,
    Optional<Row> row,
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
    Forms forms,
    List<Rewrite> rewrites,
    List<Example> examples,
    List<RecipeBook.Problem> hints,
    String source) {
  public Recipe {
    tags = List.copyOf(tags);
    after = List.copyOf(after);
    yieldsTo = List.copyOf(yieldsTo);
    ignoresOutputOf = List.copyOf(ignoresOutputOf);
    noqa = Set.copyOf(noqa);
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    rewrites = List.copyOf(rewrites);
    examples = List.copyOf(examples);
    hints = List.copyOf(hints);
  }

  /// What a recipe finds and what it does, as one line of Markdown each.
  public record Row(String summary, String remedy) {}

  /// The first paragraph of the description, on one line: what is wrong, as findings say it.
  public String message() {
    String paragraph = description.split("\n\\s*\n", 2)[0];
    return paragraph.replaceAll("\\s+", " ").strip();
  }

  /// How an occurrence of a form is rewritten under the options of a site, if at all.
  public Optional<Rewrite> rewrite(String form, Site site) {
    return rewrites.stream().filter(one -> one.serves(form, site)).findFirst();
  }

  /// The names of which a file with a finding holds all of at least one set: dotted ones in one
  /// piece, with `()` behind those that are called. Worked out anew each time.
  public Set<Set<String>> requiredNames() {
    Set<Set<String>> names = new LinkedHashSet<>();
    forms.all().forEach(form -> names.addAll(form.requiredNames()));
    return names;
  }

  /// Whether findings or fixes depend on who calls the functions of a file.
  public boolean asksCallers() {
    return conditions().anyMatch(Condition::asksCallers)
        || operations().anyMatch(Operation::asksCallers);
  }

  /// The last words of what may start a program, if findings depend on whether it is started with a
  /// coroutine function of a file; else none.
  public Set<String> starters() {
    Set<String> words = new LinkedHashSet<>();
    conditions().forEach(condition -> words.addAll(condition.starters()));
    return words;
  }

  /// Whether findings or fixes depend on who calls coroutine functions.
  public boolean asksCoroutineCallers() {
    return conditions().anyMatch(Condition::asksCoroutineCallers)
        || operations().anyMatch(Operation::asksCoroutineCallers);
  }

  /// Functions of libraries: a file may hold a finding by the name of a function of the project
  /// alone that gives what they make.
  public Set<String> makers() {
    Set<String> all = new LinkedHashSet<>();
    conditions().forEach(condition -> all.addAll(condition.makers()));
    return all;
  }

  /// Whether findings depend on who else uses the functions that are named round them.
  public boolean asksNamed() {
    return conditions().anyMatch(Condition::asksNamed);
  }

  /// Classes of libraries: a file may hold a finding by the name of a class of the project alone
  /// that derives from one of them.
  public Set<String> bases() {
    Set<String> all = new LinkedHashSet<>();
    conditions().forEach(condition -> all.addAll(condition.bases()));
    return all;
  }

  /// Methods for which findings depend on who else uses what they are called on.
  public Set<String> receiversOf() {
    Set<String> methods = new LinkedHashSet<>();
    conditions().forEach(condition -> methods.addAll(condition.asksReceiversOf()));
    return methods;
  }

  /// Whether findings depend on what derives from the classes of a file.
  public boolean asksSubclasses() {
    return conditions().anyMatch(Condition::asksSubclasses);
  }

  /// Words of which another file must hold all of one set to matter, whatever else it says.
  public Set<Set<String>> wordsElsewhere() {
    Set<Set<String>> words = new LinkedHashSet<>();
    conditions().forEach(condition -> words.addAll(condition.wordsElsewhere()));
    operations().forEach(operation -> words.addAll(operation.wordsElsewhere()));
    return words;
  }

  private Stream<Condition> conditions() {
    Stream<Condition> ofForms =
        forms.all().stream().flatMap(form -> form.clauses().stream()).map(Form.Clause::condition);
    Stream<Condition> ofRewrites =
        steps()
            .filter(Rewrite.Step.When.class::isInstance)
            .map(step -> ((Rewrite.Step.When) step).condition());
    Stream<Condition> choosing = rewrites.stream().flatMap(rewrite -> rewrite.where().stream());
    return Stream.concat(Stream.concat(ofForms, ofRewrites), choosing);
  }

  private Stream<Operation> operations() {
    return steps()
        .filter(Rewrite.Step.Apply.class::isInstance)
        .map(step -> ((Rewrite.Step.Apply) step).operation());
  }

  private Stream<Rewrite.Step> steps() {
    return rewrites.stream().flatMap(rewrite -> rewrite.steps().stream());
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
