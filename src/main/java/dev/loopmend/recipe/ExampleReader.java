package dev.loopmend.recipe;

import dev.loopmend.recipe.Example.Code;
import dev.loopmend.recipe.Example.Role;
import dev.loopmend.recipe.RecipeMarkdown.Block;
import dev.loopmend.recipe.RecipeMarkdown.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one example: its fences, and the bullets that set the stage.
final class ExampleReader {
  /// The file that a fence without a name is for.
  static final String DEFAULT_FILE = "example.py";

  private static final Map<String, Role> ROLES = roles();

  private final Section section;
  private final String title;
  private final Map<String, Recipe.OptionSpec> specs;
  private final Refusal refusal;
  private final Map<String, String> options = new LinkedHashMap<>();
  private final List<Code> codes = new ArrayList<>();
  private Optional<PythonVersion> target = Optional.empty();

  ExampleReader(
      Section section, String title, Map<String, Recipe.OptionSpec> specs, Refusal refusal) {
    this.section = section;
    this.title = title;
    this.specs = specs;
    this.refusal = refusal;
  }

  private static Map<String, Role> roles() {
    Map<String, Role> roles = new LinkedHashMap<>();
    // The longer words first: `after unsafe` starts with `after`.
    roles.put("after unsafe", Role.AFTER_UNSAFE);
    roles.put("before", Role.BEFORE);
    roles.put("after", Role.AFTER);
    roles.put("reported", Role.REPORTED);
    roles.put("unchanged", Role.UNCHANGED);
    return roles;
  }

  Example read() {
    for (Block block : section.blocks()) {
      switch (block) {
        case Block.Bullet bullet -> readBullet(bullet);
        case Block.Fence fence -> readFence(fence);
      }
    }
    if (title.isEmpty()) {
      refusal.refuse(section.line(), "an example needs a title: '## Example: TITLE'");
    }
    if (codes.isEmpty()) {
      refusal.refuse(section.line(), "the example has no code");
    }
    for (Code code : codes) {
      boolean result = code.role() == Role.AFTER || code.role() == Role.AFTER_UNSAFE;
      if (result && !has(Role.BEFORE, code.file())) {
        refusal.refuse(code.line() - 1, "there is no 'python before' for " + code.file());
      }
    }
    return new Example(title, section.line(), options, target, codes);
  }

  private boolean has(Role role, String file) {
    return codes.stream().anyMatch(code -> code.role() == role && code.file().equals(file));
  }

  private void readFence(Block.Fence fence) {
    String info = fence.info().replaceFirst("^python\\s+", "");
    for (Map.Entry<String, Role> role : ROLES.entrySet()) {
      if (info.equals(role.getKey()) || info.startsWith(role.getKey() + " ")) {
        String name = info.substring(role.getKey().length()).strip();
        String file = name.isEmpty() ? DEFAULT_FILE : name;
        if (has(role.getValue(), file)) {
          refusal.refuse(fence.line() - 1, "the example says twice what is " + role.getKey());
        }
        codes.add(new Code(role.getValue(), file, fence.text(), fence.line()));
        return;
      }
    }
    refusal.refuse(
        fence.line() - 1,
        "a fence under Example is 'python' with before, after, after unsafe, reported or"
            + " unchanged, not '"
            + fence.info()
            + "'");
  }

  private void readBullet(Block.Bullet bullet) {
    switch (Yaml.mapping(bullet.text())) {
      case Yaml.Reading.Bad(int at, String message) -> refusal.refuse(bullet.line() + at, message);
      case Yaml.Reading.Mapping(var values) ->
          values.forEach((key, value) -> readStage(key, String.valueOf(value), bullet.line()));
    }
  }

  private void readStage(String key, String value, int line) {
    switch (key) {
      case "option" -> readOption(value, line);
      case "target-python" -> {
        target = PythonVersion.parse(value);
        if (target.isEmpty()) {
          refusal.refuse(line, "'target-python' must be a version such as 3.11");
        }
      }
      default ->
          refusal.refuse(
              line,
              "unknown '"
                  + key
                  + "': an example takes option, target-python"
                  + Suggestion.clause(key, List.of("option", "target-python")));
    }
  }

  private void readOption(String text, int line) {
    String[] sides = text.split("=", 2);
    String name = sides[0].strip();
    Recipe.OptionSpec spec = specs.get(name);
    if (spec == null || sides.length < 2) {
      String hint = Suggestion.clause(name, specs.keySet());
      refusal.refuse(line, "expected 'option: NAME = VALUE' with an option of this recipe" + hint);
      return;
    }
    spec.refuse(sides[1].strip()).ifPresent(why -> refusal.refuse(line, why));
    options.put(name, sides[1].strip());
  }
}
