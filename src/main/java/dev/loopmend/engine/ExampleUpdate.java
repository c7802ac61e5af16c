package dev.loopmend.engine;

import dev.loopmend.edit.Safety;
import dev.loopmend.recipe.Example;
import dev.loopmend.recipe.Example.Code;
import dev.loopmend.recipe.Example.Role;
import dev.loopmend.recipe.ExampleText;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.text.Formats;
import java.util.Map;
import java.util.Optional;

/// Brings the examples of a recipe file up to date: what they say of the results becomes what comes
/// out. Notebooks are left as they are.
public final class ExampleUpdate {
  private final Recipe recipe;
  private final Knowledge knowledge;
  private final Formats formats;
  private final ExampleText text;

  private ExampleUpdate(Recipe recipe, Knowledge knowledge, Formats formats, ExampleText text) {
    this.recipe = recipe;
    this.knowledge = knowledge;
    this.formats = formats;
    this.text = text;
  }

  /// The new text of the file that a recipe was read from, or why it cannot be written.
  public static Made<String> of(Recipe recipe, String file, Knowledge knowledge, Formats formats) {
    ExampleUpdate update = new ExampleUpdate(recipe, knowledge, formats, new ExampleText(file));
    for (Example example : recipe.examples()) {
      if (!example.codes().stream().allMatch(update.text::holds)) {
        return new Made.Refused<>("it is not the file that the recipe was read from");
      }
    }
    recipe.examples().forEach(update::update);
    return new Made.Done<>(update.text.changed());
  }

  private void update(Example example) {
    boolean unsafe = recipe.safety() == Safety.Level.UNSAFE;
    Map<String, String> usual = results(example, unsafe);
    Map<String, String> more = unsafe ? usual : results(example, true);
    for (Code before : example.with(Role.BEFORE)) {
      if (usual.containsKey(before.file())) {
        String first = usual.getOrDefault(before.file(), "");
        String second = more.getOrDefault(before.file(), "");
        write(example, before, Role.AFTER, "after", before.text(), first);
        write(example, before, Role.AFTER_UNSAFE, "after unsafe", first, second);
      }
    }
  }

  private Map<String, String> results(Example example, boolean unsafe) {
    return ExampleCheck.results(recipe, example, knowledge, formats, unsafe);
  }

  /// Writes a result into its fence, or into a new one if it differs from what it is made of.
  private void write(
      Example example, Code before, Role role, String word, String from, String result) {
    Optional<Code> fence =
        example.with(role).stream().filter(it -> it.file().equals(before.file())).findFirst();
    if (fence.isPresent()) {
      text.replace(fence.get(), result);
    } else if (!result.equals(from)) {
      text.insertBehind(before, word, result);
    }
  }
}
