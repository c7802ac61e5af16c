package dev.loopmend.recipe;

import dev.loopmend.edit.Request;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Spelling;
import dev.loopmend.syntax.Node;
import java.util.List;

/// A dotted name as it is written at a place of a file, and the imports that this needs.
public record SpelledName(String text, List<Request> imports) {
  public SpelledName {
    imports = List.copyOf(imports);
  }

  /// How a name is written at a place; refused with the name that is in the way. The module as the
  /// place stands for new code behind its imports.
  public static Made<SpelledName> of(SemanticModel model, String name, Node place) {
    return switch (model.spelling(name, place)) {
      case Spelling.InScope(String text) -> new Made.Done<>(new SpelledName(text, List.of()));
      case Spelling.NeedsModule(String text, String module) ->
          new Made.Done<>(new SpelledName(text, List.of(new Request.ImportModule(module))));
      case Spelling.NeedsModuleAs(String text, String module, String asName) ->
          new Made.Done<>(
              new SpelledName(text, List.of(new Request.ImportModuleAs(module, asName))));
      case Spelling.NeedsName(String text, String module, String member) ->
          new Made.Done<>(new SpelledName(text, List.of(new Request.ImportName(module, member))));
      case Spelling.Shadowed(String why) -> new Made.Refused<>(why);
    };
  }
}
