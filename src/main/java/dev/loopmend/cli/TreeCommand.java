package dev.loopmend.cli;

import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.syntax.SpanDump;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.syntax.TreeDump;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `loopmend tree FILE`: what the parser sees.
@Command(name = "tree", description = "Print what the parser sees.", sortOptions = false)
final class TreeCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "FILE", description = "a Python file")
  String path = "";

  @Option(names = "--tokens", description = "the tokens instead of the tree")
  boolean tokens;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}: spans as CPython's ast gives them (default: tree)")
  Format format = Format.tree;

  /// The views of a tree.
  enum Format {
    tree,
    spans
  }

  @Mixin GeneralOptions general = new GeneralOptions();

  TreeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Path file = session.surroundings().cwd().resolve(path);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return session.wrong(path + ": it is no regular file");
    }
    try {
      return switch (SourceText.decode(Files.readAllBytes(file))) {
        case SourceText.Decoding.Undecodable(int line, int column, String why) ->
            session.wrong(path + (line > 0 ? ":" + line + ":" + column : "") + ": " + why);
        case SourceText.Decoding.Decoded(SourceText source) -> parse(source.text());
      };
    } catch (NoSuchFileException e) {
      return session.wrong(path + ": there is no such file");
    } catch (IOException e) {
      return session.wrong(path + ": cannot be read: " + e.getMessage());
    }
  }

  private int parse(String text) {
    return switch (PythonParser.parse(text, PythonParser.Dialect.PYTHON)) {
      case ParseResult.Rejected(int offset, String message) -> {
        LineMap lines = LineMap.of(text);
        String place = ":" + lines.line(offset) + ":" + lines.column(offset) + ": ";
        yield session.wrong(path + place + message);
      }
      case ParseResult.Parsed(SyntaxTree tree) -> {
        String shown = tokens ? tokens(tree) : nodes(tree);
        session.console().data(shown.getBytes(StandardCharsets.UTF_8));
        yield ExitCode.DONE;
      }
    };
  }

  private String nodes(SyntaxTree tree) {
    return switch (format) {
      case tree -> TreeDump.of(tree);
      case spans ->
          SpanDump.of(tree).stream().map(line -> line + "\n").collect(Collectors.joining());
    };
  }

  /// Ex) `3:5 NAME "asyncio"`
  private static String tokens(SyntaxTree tree) {
    TokenTable table = tree.tokens();
    StringBuilder shown = new StringBuilder();
    for (int token = 0; token < table.count(); token++) {
      int start = table.start(token);
      shown
          .append(tree.lines().line(start))
          .append(':')
          .append(tree.lines().column(start))
          .append(' ')
          .append(table.kind(token))
          .append(" \"")
          .append(escaped(table.text(token)))
          .append("\"\n");
    }
    return shown.toString();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
        .replace("\f", "\\f")
        .replace("\"", "\\\"");
  }
}
