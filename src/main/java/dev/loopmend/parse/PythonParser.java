package dev.loopmend.parse;

import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenTable;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/// Parses Python. The facade of this package: nothing of ANTLR leaves it.
public final class PythonParser {
  /// The stack, in bytes, that a thread should have that parses; then only a text that is nested
  /// beyond all reason is rejected as too deeply nested.
  public static final long STACK_BYTES = 64L << 20;

  private PythonParser() {}

  /// Which Python a text is.
  public enum Dialect {
    /// A whole file.
    PYTHON,
    /// The cells of a notebook: `await`, `async for` and `async with` may stand outside functions.
    NOTEBOOK,
    /// The pattern of a recipe: `$X` and `$$$XS` are names, and statements may stand outside of
    /// what Python wants round them.
    PATTERN
  }

  /// Parses a whole text, which has no byte order mark. Never throws: what is no Python, or is
  /// nested too deeply for the stack of the calling thread, is `Rejected`.
  public static ParseResult parse(String text, Dialect dialect) {
    try {
      return parse(text, Lexer.tokenize(text, dialect), dialect);
    } catch (SyntaxFault fault) {
      return new ParseResult.Rejected(fault.offset(), fault.sentence());
    } catch (StackOverflowError deep) {
      return new ParseResult.Rejected(0, "the source is too deeply nested");
    }
  }

  private static ParseResult parse(String text, TableStream stream, Dialect dialect) {
    TokenTable tokens = stream.table();
    PythonGrammarParser parser = new PythonGrammarParser(stream);
    try {
      parser.file();
      NodeTable nodes = new NodeTable(stream.size() + 16);
      SyntaxTree tree =
          TreeBuilder.build(new Sources(text, tokens, parser.outline(), nodes, dialect));
      PlaceRules.check(tree, nodes.watched(), dialect);
      return new ParseResult.Parsed(tree);
    } catch (ParseCancellationException cancelled) {
      if (cancelled.getCause() instanceof RecognitionException stop) {
        return Rejections.of(stop, stream, tokens);
      }
      throw cancelled;
    }
  }
}
