package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.text.LineMap;
import dev.loopmend.text.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Python files under test. A line that ends in `#> answer` expects that answer at its subject: the
/// first call on the line, or the first one of a given name.
final class Python {
  private static final String MARK = "#> ";

  private final SemanticModel model;

  private Python(SemanticModel model) {
    this.model = model;
  }

  /// A project of one file.
  static Python file(String text) {
    return file("app/main.py", text);
  }

  static Python file(String path, String text) {
    return project(Map.of(path, text), List.of()).file(path);
  }

  static Python notebook(String text) {
    return notebook(text, Optional.empty());
  }

  /// A notebook whose code is run by a magic.
  static Python runBy(String magic, String text) {
    return notebook(text, Optional.of(magic));
  }

  private static Python notebook(String text, Optional<String> magic) {
    SyntaxTree tree = parse(text).from(new OneCell(LineMap.of(text), magic));
    Workspace workspace =
        Workspace.link(List.of(Summaries.summarize("cells.ipynb", tree)), Facts.ALL);
    return new Python(SemanticModel.of(workspace, "cells.ipynb", tree));
  }

  /// The only cell of a notebook, whose JSON has ten lines above it.
  private record OneCell(LineMap lines, Optional<String> magic) implements Origin {
    @Override
    public int line(int offset) {
      return lines.line(offset) + 10;
    }

    @Override
    public Place place(int offset) {
      return lines.place(offset);
    }

    @Override
    public boolean isNotebook() {
      return true;
    }

    @Override
    public Optional<String> runner(int offset) {
      return magic;
    }
  }

  /// Several files, and the paths of more that are not read.
  static Project project(Map<String, String> texts, Collection<String> others) {
    return project(texts, others, Facts.ALL);
  }

  static Project project(
      Map<String, String> texts, Collection<String> others, Knowledge knowledge) {
    Map<String, SyntaxTree> trees = new LinkedHashMap<>();
    texts.forEach((path, text) -> trees.put(path, parse(text)));
    List<Summary> summaries = new ArrayList<>();
    trees.forEach((path, tree) -> summaries.add(Summaries.summarize(path, tree)));
    return new Project(trees, Workspace.of(others, summaries, knowledge));
  }

  record Project(Map<String, SyntaxTree> trees, Workspace workspace) {
    Python file(String path) {
      SyntaxTree tree = trees.getOrDefault(path, parse(""));
      return new Python(SemanticModel.of(workspace, path, tree));
    }

    /// What gives the model of a file; nothing for those that are not read.
    Function<String, Optional<SemanticModel>> files() {
      return path -> Optional.of(path).filter(trees::containsKey).map(it -> file(it).model());
    }
  }

  static SyntaxTree parse(String text) {
    return switch (PythonParser.parse(text, PythonParser.Dialect.PYTHON)) {
      case ParseResult.Parsed(SyntaxTree tree) -> tree;
      case ParseResult.Rejected(int offset, String message) ->
          throw new AssertionError(message + " at " + text.substring(offset));
    };
  }

  SemanticModel model() {
    return model;
  }

  /// Compares the answers at the first call of each marked line.
  void expect(Function<Expr.Call, String> question) {
    expectAt("", question);
  }

  /// Compares where the calls of `here` run: `on` the event loop, `off` it, `both`, or `unknown`.
  void expectContexts() {
    expectAt(
        "here",
        call ->
            switch (model.loopContext(call)) {
              case LoopContext.OnLoop _ -> "on";
              case LoopContext.OffLoop _ -> "off";
              case LoopContext.Both _ -> "both";
              case LoopContext.Unknown _ -> "unknown";
            });
  }

  /// Compares the answers at the calls of a name, one on each marked line.
  void expectAt(String callee, Function<Expr.Call, String> question) {
    List<String> wanted = new ArrayList<>();
    List<String> given = new ArrayList<>();
    for (int line = 1; line <= model.tree().lines().lineCount(); line++) {
      String text = model.tree().lines().textOf(line);
      int mark = text.indexOf(MARK);
      if (mark >= 0) {
        wanted.add(line + ": " + text);
        Expr.Call call = call(line, callee);
        given.add(line + ": " + text.substring(0, mark + MARK.length()) + question.apply(call));
      }
    }
    assertThat(wanted).isNotEmpty();
    assertThat(String.join("\n", given)).isEqualTo(String.join("\n", wanted));
  }

  /// The handler that a node stands in.
  Node.ExceptHandler handlerRound(Node node) {
    Node at = node;
    while (!(at instanceof Node.ExceptHandler)) {
      at = model.tree().parent(at);
    }
    return (Node.ExceptHandler) at;
  }

  /// The first call of a name in the file.
  Expr.Call call(String callee) {
    for (int line = 1; line <= model.tree().lines().lineCount(); line++) {
      for (Node node : model.tree().nodes()) {
        if (isCall(node, line, callee)) {
          return (Expr.Call) node;
        }
      }
    }
    throw new AssertionError("no call of " + callee);
  }

  private Expr.Call call(int line, String callee) {
    for (Node node : model.tree().nodes()) {
      if (isCall(node, line, callee)) {
        return (Expr.Call) node;
      }
    }
    throw new AssertionError("no call on line " + line);
  }

  private boolean isCall(Node node, int line, String callee) {
    SyntaxTree tree = model.tree();
    return node instanceof Expr.Call call
        && tree.lines().line(tree.span(call).start()) == line
        && (callee.isEmpty() || tree.textOf(call.callee()).equals(callee));
  }

  /// The function that the first call of a name runs.
  Optional<FunctionRef> target(String callee) {
    return model.targetOf(call(callee).callee());
  }

  /// `yes`, `no` or `unknown`.
  static String word(Answer answer) {
    return switch (answer) {
      case Answer.Yes _ -> "yes";
      case Answer.No _ -> "no";
      case Answer.Unknown _ -> "unknown";
    };
  }
}
