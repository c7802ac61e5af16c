package dev.loopmend.recipe;

import dev.loopmend.match.CodePattern;
import dev.loopmend.recipe.RecipeBook.Problem;
import dev.loopmend.recipe.RecipeMarkdown.Block;
import dev.loopmend.recipe.RecipeMarkdown.Section;
import dev.loopmend.text.LineMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one recipe file and says, with lines, everything that is wrong with it.
final class RecipeReader {
  private final String file;
  private final RecipeMarkdown markdown;
  private final Extent extent;
  private final Vocabulary vocabulary;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Form> forms = new LinkedHashMap<>();
  private final List<Rewrite> rewrites = new ArrayList<>();
  private final List<Example> examples = new ArrayList<>();

  /// How much of a recipe file there is to read.
  enum Extent {
    WHOLE,
    WITHOUT_EXAMPLES
  }

  /// A reader of a file that Markdown has been read of; `file` is its name.
  RecipeReader(String file, RecipeMarkdown markdown, Extent extent, Vocabulary vocabulary) {
    this.file = file;
    this.markdown = markdown;
    this.extent = extent;
    this.vocabulary = vocabulary;
  }

  static RecipeReader of(NamedText file, Vocabulary vocabulary) {
    RecipeMarkdown markdown = RecipeMarkdown.read(file.text());
    return new RecipeReader(file.name(), markdown, Extent.WHOLE, vocabulary);
  }

  String file() {
    return file;
  }

  /// What is wrong with the file, after `read`.
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /// The recipe; only to be used if there are no problems.
  Recipe read() {
    FrontMatter front = frontMatter();
    Map<String, Recipe.OptionSpec> options = front.options();
    for (Section section : markdown.sections()) {
      readSection(section, options);
    }
    if (forms.isEmpty()) {
      refuse(1, "there is no '## Match'");
    }
    if (examples.isEmpty() && extent == Extent.WHOLE) {
      refuse(1, "there is no '## Example'");
    }
    if (markdown.description().isEmpty()) {
      refuse(1, "there is no description between the front matter and the first heading");
    }
    List<Problem> hints = new ArrayList<>();
    if (extent == Extent.WHOLE) {
      RecipeLint lint = new RecipeLint(List.copyOf(forms.values()), markdown.sections());
      lint.refuse(this::refuse);
      lint.hint(examples, (line, message) -> hints.add(new Problem(file, line, message)));
    }
    return new Recipe(
        id(),
        front.text("title"),
        front.row(),
        front.severity(),
        front.safety(),
        front.text("because"),
        front.enabled(),
        front.words("tags"),
        front.requiresPython(),
        front.words("after"),
        front.words("yields-to"),
        front.words("ignores-output-of"),
        Set.copyOf(front.words("noqa")),
        options,
        markdown.description(),
        Forms.of(List.copyOf(forms.values())),
        rewrites,
        examples,
        hints,
        file);
  }

  private String id() {
    String name = file.substring(file.lastIndexOf('/') + 1);
    String id = name.endsWith(".md") ? name.substring(0, name.length() - 3) : name;
    Skeleton.refuse(id).ifPresent(why -> refuse(1, why));
    return id;
  }

  private FrontMatter frontMatter() {
    String text = markdown.frontMatter();
    if (text.isEmpty()) {
      refuse(1, "the file does not start with front matter between '---' lines");
    }
    Map<String, Object> values =
        switch (Yaml.mapping(text)) {
          case Yaml.Reading.Mapping(var read) -> read;
          case Yaml.Reading.Bad(int line, String message) -> {
            refuse(markdown.frontMatterLine() + line, message);
            yield Map.of("title", "", "severity", "info", "safety", "report");
          }
        };
    return new FrontMatter(
        values,
        (key, message) -> refuse(markdown.frontMatterLine() + Yaml.lineOf(text, key), message));
  }

  private void readSection(Section section, Map<String, Recipe.OptionSpec> options) {
    String[] parts = section.title().split(":", 2);
    String rest = parts.length > 1 ? parts[1].strip() : "";
    switch (parts[0].strip()) {
      case "Match" -> readForm(section, rest);
      case "Rewrite" -> readRewrite(section, rest, options);
      case RecipeMarkdown.EXAMPLE ->
          examples.add(new ExampleReader(section, rest, options, this::refuse).read());
      default ->
          refuse(
              section.line(),
              "unknown section '"
                  + section.title()
                  + "': expected Match, Rewrite or Example"
                  + Suggestion.clause(parts[0].strip(), List.of("Match", "Rewrite", "Example")));
    }
  }

  private void readForm(Section section, String name) {
    if (forms.containsKey(name)) {
      refuse(section.line(), "there are two forms '" + name + "'");
    }
    List<CodePattern> patterns = new ArrayList<>();
    List<Block.Bullet> bullets = new ArrayList<>();
    for (Block block : section.blocks()) {
      switch (block) {
        case Block.Fence(String info, String text, int line) when info.equals("python pattern") ->
            pattern(text, line).ifPresent(patterns::add);
        case Block.Fence(String info, String text, int line) when info.equals("python patterns") ->
            readPatternLines(text, line, patterns);
        case Block.Fence(String info, _, int line) ->
            refuse(line - 1, "a fence under Match is 'python pattern', not '" + info + "'");
        case Block.Bullet bullet -> bullets.add(bullet);
      }
    }
    ClauseReader clauses = new ClauseReader(vocabulary, Map.copyOf(forms), this::refuse);
    Form form = clauses.read(name, section.line(), patterns, bullets);
    if (form.patterns().isEmpty()) {
      refuse(section.line(), "the form has no pattern");
    }
    forms.put(name, form);
  }

  private void readPatternLines(String text, int line, List<CodePattern> patterns) {
    List<String> lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      if (!lines.get(at).isBlank()) {
        pattern(lines.get(at), line + at).ifPresent(patterns::add);
      }
    }
  }

  private Optional<CodePattern> pattern(String text, int line) {
    return switch (PatternText.read(text)) {
      case PatternText.Reading.Read(CodePattern pattern) -> Optional.of(pattern);
      case PatternText.Reading.Refused(int offset, String message) -> {
        refuse(line + LineMap.of(text).line(offset) - 1, message);
        yield Optional.empty();
      }
    };
  }

  /// Ex) `## Rewrite`, `## Rewrite: FORM`, `## Rewrite: OPTION = VALUE`, `## Rewrite: FORM, OPTION
  /// = VALUE`; several of one title are alternatives by their `where`, and the last has none
  private void readRewrite(Section section, String title, Map<String, Recipe.OptionSpec> options) {
    int equals = title.indexOf('=');
    boolean chosen = equals >= 0;
    int comma = title.lastIndexOf(',', equals);
    String name = chosen ? title.substring(0, Math.max(0, comma)).strip() : title;
    Optional<Rewrite.Policy> policy =
        chosen
            ? Optional.of(policy(section, title.substring(comma + 1), options))
            : Optional.empty();
    if (!name.isEmpty() && !forms.containsKey(name)) {
      refuse(
          section.line(),
          "there is no form '" + name + "' to rewrite" + Suggestion.clause(name, forms.keySet()));
    }
    List<CodePattern> served =
        forms.values().stream()
            .filter(form -> name.isEmpty() || form.name().equals(name))
            .flatMap(form -> form.patterns().stream())
            .toList();
    StepReader reader = new StepReader(vocabulary, served, rewrites, this::refuse);
    List<Rewrite.Step> steps = reader.read(section.blocks());
    if (rewrites.stream().anyMatch(it -> it.title().equals(title) && it.where().isEmpty())) {
      refuse(section.line(), "there are two rewrites '" + title + "'");
    }
    rewrites.add(new Rewrite(title, name, policy, reader.where(), steps, section.line()));
  }

  private Rewrite.Policy policy(
      Section section, String name, Map<String, Recipe.OptionSpec> options) {
    String[] sides = name.split("=", 2);
    String option = sides[0].strip();
    String value = sides[1].strip();
    Recipe.OptionSpec spec = options.get(option);
    if (spec == null) {
      String hint = Suggestion.clause(option, options.keySet());
      refuse(section.line(), "there is no option '" + option + "'" + hint);
    } else {
      spec.refuse(value).ifPresent(why -> refuse(section.line(), why));
    }
    return new Rewrite.Policy(option, value);
  }

  private void refuse(int line, String message) {
    problems.add(new Problem(file, line, message));
  }
}
