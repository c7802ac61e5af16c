package dev.loopmend.report;

import dev.loopmend.diff.UnifiedDiff;
import dev.loopmend.recipe.Example;
import dev.loopmend.recipe.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A recipe as a page for people: what, why, how sure, its options, before and after.
public record RecipePage(Palette palette) {

  /// The page; it ends in a line end.
  public String of(Recipe recipe) {
    StringBuilder page = new StringBuilder();
    page.append(palette.bold(recipe.id())).append(": ").append(recipe.title()).append('\n');
    page.append('\n').append(facts(recipe)).append('\n');
    if (!recipe.description().isBlank()) {
      page.append('\n').append(recipe.description().strip()).append('\n');
    }
    options(page, recipe);
    recipe.examples().forEach(example -> example(page, example));
    return page.toString();
  }

  /// Its severity, its safety and the like, as a list.
  String facts(Recipe recipe) {
    List<String> facts = new ArrayList<>();
    facts.add(palette.severity(recipe.severity()));
    String because = recipe.because().isEmpty() ? "" : " because " + recipe.because();
    facts.add(
        switch (recipe.safety()) {
          case SAFE -> "safe fix where nothing speaks against it";
          case UNSAFE -> "fix with --unsafe only" + because;
          case REPORT -> "reported, never fixed" + because;
        });
    facts.add(recipe.enabled() ? "on by default" : "off by default: --select " + recipe.id());
    recipe.requiresPython().ifPresent(version -> facts.add("from Python " + version + " on"));
    if (!recipe.tags().isEmpty()) {
      facts.add("tags: " + String.join(", ", recipe.tags()));
    }
    return facts.stream().map(fact -> "* " + fact).collect(Collectors.joining("\n"));
  }

  private void options(StringBuilder page, Recipe recipe) {
    if (recipe.options().isEmpty()) {
      return;
    }
    page.append('\n').append(palette.bold("Options")).append('\n');
    new TreeMap<>(recipe.options())
        .forEach(
            (name, spec) -> {
              page.append("  --set ").append(recipe.id()).append('.').append(name).append('=');
              page.append(values(spec)).append("  ").append(spec.help());
              spec.defaultValue()
                  .ifPresent(value -> page.append(" (default ").append(value).append(')'));
              page.append('\n');
            });
  }

  private static String values(Recipe.OptionSpec spec) {
    return switch (spec.type()) {
      case ONE_OF -> String.join("|", spec.allowed());
      case INTEGER -> "NUMBER";
      case BOOLEAN -> "true|false";
      case TEXT -> "TEXT";
      case MODULE -> "MODULE";
    };
  }

  private void example(StringBuilder page, Example example) {
    page.append('\n').append(palette.bold("Example: " + example.title())).append('\n');
    List<String> stage = new ArrayList<>();
    new TreeMap<>(example.options()).forEach((option, value) -> stage.add(option + " = " + value));
    example.target().ifPresent(version -> stage.add("Python " + version));
    if (!stage.isEmpty()) {
      page.append("(").append(String.join(", ", stage)).append(")\n");
    }
    Map<String, String> before = new TreeMap<>();
    example.with(Example.Role.BEFORE).forEach(code -> before.put(code.file(), code.text()));
    for (Example.Code code : example.codes()) {
      switch (code.role()) {
        case BEFORE -> {}
        case AFTER -> change(page, "", code, before);
        case AFTER_UNSAFE -> change(page, "with --unsafe:\n", code, before);
        case REPORTED -> page.append("only reported:\n").append(indented(code.text()));
        case UNCHANGED -> page.append("left alone:\n").append(indented(code.text()));
      }
    }
  }

  private void change(
      StringBuilder page, String heading, Example.Code after, Map<String, String> before) {
    String old = Optional.ofNullable(before.get(after.file())).orElse("");
    byte[] diff = UnifiedDiff.of(after.file(), utf8(old), utf8(after.text()));
    page.append(heading);
    // The header names files that exist in no folder: only the hunks are shown.
    new String(diff, StandardCharsets.UTF_8)
        .lines()
        .skip(3)
        .filter(line -> !line.startsWith("@@"))
        .forEach(line -> page.append("  ").append(painted(line)).append('\n'));
  }

  private String painted(String line) {
    return line.startsWith("+")
        ? palette.green(line)
        : line.startsWith("-") ? palette.red(line) : line;
  }

  private static String indented(String text) {
    return text.lines().map(line -> "   " + line + "\n").collect(Collectors.joining());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
