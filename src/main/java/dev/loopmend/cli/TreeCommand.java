package dev.loopmend.cli;

import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.report.Line;
import dev.loopmend.syntax.SpanDump;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.syntax.TreeDump;
import dev.loopmend.text.Origin;
import dev.loopmend.text.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// `loopmend tree FILE`: what the parser sees, and what the file means in its project.
final class TreeCommand implements Callable<Integer> {
  private final Session session;

  private final Argument<String> path = Argument.parameter("FILE", "a Python file");
  private final Argument<Boolean> tokens =
      Argument.flag("the tokens instead of the tree", "--tokens");
  private final Argument<Boolean> names =
      Argument.flag("the uses of names, with what they refer to in the project", "--names");
  private final Argument<Boolean> calls =
      Argument.flag(
          "the functions, with callers, callees and whether they run on the event loop", "--calls");
  private final Argument<Format> format =
      Argument.one(
          Format.class,
          Format.tree,
          "FORMAT",
          "${COMPLETION-CANDIDATES}: spans as CPython's ast gives them (default: tree)",
          "--format");

  /// The views of a tree.
  enum Format {
    tree,
    spans
  }

  private final RecipeOptions recipes = new RecipeOptions();
  private final GeneralOptions general = new GeneralOptions();

  TreeCommand(Session session) {
    this.session = session;
  }

  CommandSpec spec() {
    List<Argument<?>> arguments = new ArrayList<>();
    arguments.add(path);
    arguments.add(tokens);
    arguments.add(names);
    arguments.add(calls);
    arguments.add(format);
    arguments.addAll(recipes.ofKnowledge());
    arguments.addAll(general.arguments());
    return Argument.command(
        this, "tree", "Print what the parser sees, or what names and calls mean.", arguments);
  }

  @Override
  public Integer call() {
    long views = Stream.of(tokens, names, calls).filter(Argument::value).count();
    if (views > 1 || (views == 1 && format.given().isPresent())) {
      return session.wrong("only one of --tokens, --names, --calls and --format");
    }
    if (names.value() || calls.value()) {
      return new MeaningView(session, recipes, path.value(), names.value()).show();
    }
    Path file = session.surroundings().cwd().resolve(path.value());
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return session.wrong(path.value() + ": it is no regular file");
    }
    try {
      return switch (session.wiring().formats().decode(path.value(), Files.readAllBytes(file))) {
        case SourceText.Decoding.Undecodable(int line, int column, String why) ->
            session.wrong(path.value() + (line > 0 ? ":" + line + ":" + column : "") + ": " + why);
        case SourceText.Decoding.Decoded(SourceText source) -> parse(source);
      };
    } catch (NoSuchFileException e) {
      return session.wrong(path.value() + ": there is no such file");
    } catch (IOException e) {
      return session.wrong(path.value() + ": cannot be read: " + e.getMessage());
    }
  }

  private int parse(SourceText source) {
    PythonParser.Dialect dialect =
        source.origin().isNotebook() ? PythonParser.Dialect.NOTEBOOK : PythonParser.Dialect.PYTHON;
    return switch (PythonParser.parse(source.text(), dialect)) {
      case ParseResult.Rejected(int offset, String message) -> {
        Origin.Place at = source.origin().place(offset);
        String place = ":" + at.line() + ":" + at.column() + ": ";
        yield session.wrong(path.value() + place + message);
      }
      case ParseResult.Parsed(SyntaxTree tree) -> {
        String shown = tokens.value() ? tokens(tree) : nodes(tree);
        session.console().data(shown.getBytes(StandardCharsets.UTF_8));
        yield ExitCode.DONE;
      }
    };
  }

  private String nodes(SyntaxTree tree) {
    return switch (format.value()) {
      case tree ->
          TreeDump.of(tree).lines().map(line -> Line.of(line) + "\n").collect(Collectors.joining());
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
    return Line.of(
        text.replace("\\", "\\\\")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("\f", "\\f")
            .replace("\"", "\\\""));
  }
}
