package dev.loopmend.sharing;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.Builtins;
import dev.loopmend.semantic.Scope;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A call as code for another place that is evaluated at another time: a definition of the module,
/// which knows only what the module knows, or the place before a loop round the call.
public final class MovedCall {
  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Expr.Call call;
  private final Optional<Stmt> loop;
  private final Set<String> pure;
  private final List<Node.Argument> omitted = new ArrayList<>();

  private MovedCall(SemanticModel model, Expr.Call call, Optional<Stmt> loop, Set<String> pure) {
    this.model = model;
    this.tree = model.tree();
    this.call = call;
    this.loop = loop;
    this.pure = pure;
  }

  /// The code and what it needs in the module. Its lines are indented as if it stood at column 0.
  /// `edits` give the calls of the object's methods the options that it is not given any more.
  public record Code(String text, List<Request> imports, List<TextEdit> edits) {
    public Code {
      imports = List.copyOf(imports);
      edits = List.copyOf(edits);
    }

    /// The code with other imports before its own.
    Code with(List<Request> others) {
      List<Request> all = new ArrayList<>(others);
      all.addAll(imports);
      return new Code(text, all, edits);
    }
  }

  /// The code of a call for a definition of the module, with further keyword arguments; refused
  /// with the obstacle, as a clause. `pure` are canonical names whose calls may be made at any
  /// time.
  public static Made<Code> of(
      SemanticModel model,
      Expr.Call call,
      Set<String> pure,
      List<String> keywords,
      OptionsOfCalls calls) {
    return new MovedCall(model, call, Optional.empty(), pure).make(keywords, calls);
  }

  /// The code of a call for the place before a loop.
  public static Made<Code> before(
      SemanticModel model,
      Expr.Call call,
      Stmt loop,
      Set<String> pure,
      List<String> keywords,
      OptionsOfCalls calls) {
    return new MovedCall(model, call, Optional.of(loop), pure).make(keywords, calls);
  }

  private Made<Code> make(List<String> keywords, OptionsOfCalls calls) {
    List<TextEdit> edits = new ArrayList<>();
    for (Node.Argument argument : call.arguments()) {
      Optional<String> obstacle = obstacleIn(argument);
      if (obstacle.isEmpty()) {
        continue;
      }
      switch (calls.give(model, call, argument)) {
        case Made.Refused(String why) -> {
          return new Made.Refused<>(obstacle.get() + (why.isEmpty() ? "" : ", and " + why));
        }
        case Made.Done(List<TextEdit> more) -> {
          omitted.add(argument);
          edits.addAll(more);
        }
      }
    }
    boolean commented = !new Layout(tree).commentsIn(tree.span(call)).isEmpty();
    return !omitted.isEmpty() && commented
        ? new Made.Refused<>("a comment stands between options of which some change")
        : write(keywords, edits);
  }

  private Optional<String> obstacleIn(Node.Argument argument) {
    for (Node node : tree.within(argument)) {
      Optional<String> why = obstacle(node);
      if (why.isPresent()) {
        int line = tree.fileLine(node);
        return Optional.of("line " + line + ": " + label(argument) + " " + why.get());
      }
    }
    return Optional.empty();
  }

  private static String label(Node.Argument argument) {
    return argument.name().isEmpty() ? "an argument" : "the argument '" + argument.name() + "'";
  }

  private Optional<String> obstacle(Node node) {
    return switch (node) {
      case Node.Argument argument
          when argument.kind() == Node.ArgumentKind.STAR
              || argument.kind() == Node.ArgumentKind.DOUBLE_STAR ->
          Optional.of("is unpacked");
      case Expr.Name name -> unknownName(name);
      // Ex) self.timeout += 1
      case Expr.Attribute _ when loop.isPresent() && isStored(node, loop.get()) ->
          Optional.of("uses " + tree.textOf(node) + ", which the loop assigns");
      case Expr.Call inner -> {
        Optional<String> callee = model.qualifiedName(inner.callee());
        yield callee.filter(pure::contains).isPresent()
            ? Optional.empty()
            : Optional.of("calls " + tree.textOf(inner.callee()) + " anew for each one");
      }
      case Expr.Await _, Expr.Yield _, Expr.YieldFrom _, Expr.NamedExpr _, Expr.Lambda _ ->
          Optional.of("is computed anew for each one");
      case Expr.Constant constant when constant.text().indexOf('\n') >= 0 ->
          Optional.of("holds a string of several lines");
      case Expr.JoinedStr _ when tree.textOf(node).indexOf('\n') >= 0 ->
          Optional.of("holds a string of several lines");
      case Node _ -> Optional.empty();
    };
  }

  /// Ex) `headers=headers` in `for url, headers in wanted:`
  private Optional<String> changedName(Expr.Name name, Stmt whole) {
    boolean changes =
        model.bindingOf(name).stream()
            .flatMap(it -> it.stores().stream())
            .anyMatch(it -> tree.contains(whole, it) && !tree.contains(call, it));
    return changes
        ? Optional.of("uses " + name.text() + ", which the loop assigns")
        : Optional.empty();
  }

  private boolean isStored(Node attribute, Stmt whole) {
    String text = tree.textOf(attribute);
    return tree.within(whole).stream()
        .flatMap(
            it ->
                switch (it) {
                  case Stmt.Assign assign -> assign.targets().stream();
                  case Stmt.AugAssign assign -> Stream.of(assign.target());
                  case Node _ -> Stream.<Expr>empty();
                })
        .anyMatch(it -> tree.textOf(it).equals(text));
  }

  private Optional<String> unknownName(Expr.Name name) {
    if (loop.isPresent()) {
      return changedName(name, loop.get());
    }
    Optional<Binding> binding = model.bindingOf(name);
    if (binding.isEmpty()) {
      return Builtins.has(name.text())
          ? Optional.empty()
          : Optional.of("uses " + name.text() + ", whose origin is unknown");
    }
    Scope scope = binding.get().scope();
    if (scope.node().id() > call.id() && tree.contains(call, scope.node())) {
      return Optional.empty();
    }
    if (scope.kind() != Scope.Kind.MODULE) {
      return Optional.of("uses " + name.text() + ", which the module does not know");
    }
    boolean constant =
        binding.get().stores().size() == 1
            && binding.get().deletes().isEmpty()
            && !binding.get().declaredElsewhere();
    return constant
        ? Optional.empty()
        : Optional.of("uses " + name.text() + ", which is assigned more than once");
  }

  private Made<Code> write(List<String> keywords, List<TextEdit> edits) {
    String name = model.qualifiedName(call.callee()).orElse("");
    return switch (SpelledName.of(model, name, loop.isPresent() ? call : tree.module())) {
      case Made.Done(SpelledName(String text, List<Request> imports)) ->
          new Made.Done<>(new Code(code(text, keywords), imports, edits));
      case Made.Refused(String why) -> new Made.Refused<>(why);
    };
  }

  private String code(String callee, List<String> keywords) {
    if (!omitted.isEmpty()) {
      List<String> arguments = new ArrayList<>();
      call.arguments().stream()
          .filter(it -> !omitted.contains(it))
          .forEach(it -> arguments.add(tree.textOf(it)));
      arguments.addAll(keywords);
      return outdented(callee + "(" + String.join(", ", arguments) + ")");
    }
    // Ex) (aiohttp.ClientSession)()
    int calleeEnd = tree.outerSpan(call.callee()).end();
    String behind = tree.text().substring(calleeEnd, tree.span(call).end());
    StringBuilder text = new StringBuilder(callee).append(behind);
    int shift = callee.length() - calleeEnd;
    if (!keywords.isEmpty()) {
      insert(text, shift, keywords);
    }
    return outdented(text.toString());
  }

  /// Ex) `Session(timeout=5)` and `Session(timeout=5, cookie_jar=jar)`
  private void insert(StringBuilder text, int shift, List<String> keywords) {
    TokenTable tokens = tree.tokens();
    int close = tree.lastToken(call);
    int before = tokens.previousSignificant(close);
    int closeLine = tree.lines().line(tokens.start(close));
    String comma = call.arguments().isEmpty() || tokens.kind(before) == TokenKind.COMMA ? "" : ",";
    boolean ownLine =
        !call.arguments().isEmpty() && tree.lines().line(tokens.end(before) - 1) < closeLine;
    if (ownLine) {
      Node last = call.arguments().getLast();
      String indent = new Layout(tree).indentOf(tree.span(last).start());
      StringBuilder lines = new StringBuilder();
      keywords.forEach(it -> lines.append(indent).append(it).append(",\n"));
      text.insert(tree.lines().start(closeLine) + shift, lines);
      text.insert(tokens.end(before) + shift, comma);
    } else {
      String gap = call.arguments().isEmpty() ? "" : comma + " ";
      text.insert(tokens.end(before) + shift, gap + String.join(", ", keywords));
    }
  }

  /// The text with what its lines have in common with the line of the call taken from them.
  private String outdented(String text) {
    String indent = new Layout(tree).indentOf(tree.span(call).start());
    String lineEnd = SourceText.lineEndOf(tree.text());
    List<String> lines = new ArrayList<>();
    for (String line : text.replace(lineEnd, "\n").split("\n", -1)) {
      boolean indented = !lines.isEmpty() && line.startsWith(indent);
      lines.add(indented ? line.substring(indent.length()) : line);
    }
    return String.join("\n", lines);
  }
}
