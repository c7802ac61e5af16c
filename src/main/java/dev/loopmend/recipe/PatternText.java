package dev.loopmend.recipe;

import dev.loopmend.match.CodePattern;
import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.semantic.Builtins;

/// Reads patterns as people write them.
final class PatternText {
  private PatternText() {}

  /// What came of reading a pattern; `offset` counts UTF-16 units from 0 in it.
  sealed interface Reading {
    record Read(CodePattern pattern) implements Reading {}

    record Refused(int offset, String message) implements Reading {}
  }

  static Reading read(String text) {
    return switch (PythonParser.parse(text, PythonParser.Dialect.PATTERN)) {
      case ParseResult.Rejected(int offset, String message) ->
          new Reading.Refused(offset, "the pattern is no Python: " + message);
      case ParseResult.Parsed(var tree) ->
          switch (CodePattern.compile(tree, Builtins::has)) {
            case CodePattern.Compilation.Compiled(CodePattern pattern) -> new Reading.Read(pattern);
            case CodePattern.Compilation.Invalid(int offset, String message) ->
                new Reading.Refused(offset, message);
          };
    };
  }
}
