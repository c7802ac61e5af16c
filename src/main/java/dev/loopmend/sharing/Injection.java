package dev.loopmend.sharing;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Made;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Node.ArgumentKind;
import dev.loopmend.syntax.Node.ParameterKind;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The edits by which a coroutine function that makes an object for each call gets it from its
/// caller instead, who makes one for all calls.
public final class Injection {
  private static final Set<ParameterKind> STARRED =
      Set.of(ParameterKind.VAR_POSITIONAL, ParameterKind.KEYWORD_ONLY);

  private final Codebase codebase;
  private final SemanticModel model;
  private final SyntaxTree tree;
  private final Stmt.FunctionDef function;
  private final String name;

  private Injection(
      Codebase codebase, SemanticModel model, Stmt.FunctionDef function, String name) {
    this.codebase = codebase;
    this.model = model;
    this.tree = model.tree();
    this.function = function;
    this.name = name;
  }

  /// The edits that make `code` at the caller; refused with the obstacle.
  public static Made<List<TextEdit>> of(
      Codebase codebase,
      SemanticModel model,
      Expr.Call call,
      Lifetime lifetime,
      List<ObjectUse> uses,
      String code) {
    Optional<Stmt.FunctionDef> def = model.nearestDef(call);
    if (def.isPresent() && model.tree().parent(def.get()) instanceof Stmt.ClassDef type) {
      return new Made.Refused<>(
          "it is made in a method: let " + type.name() + " keep one, and close it where it ends");
    }
    if (def.isEmpty() || !isPlain(def.get())) {
      return new Made.Refused<>("it is made in no function that could be given a parameter");
    }
    Optional<Binding> binding = lifetime.binding();
    boolean again = binding.map(it -> it.stores().size() > 1).orElse(false);
    String name = binding.map(Binding::name).orElse("session");
    if (again || (binding.isEmpty() && !model.isFree(name))) {
      return new Made.Refused<>("the function uses the name " + name + " for something else");
    }
    String source = binding.isEmpty() ? name : "";
    Injection injection = new Injection(codebase, model, def.get(), name);
    return switch (Sharing.of(model.tree(), call, lifetime, uses, source, true)) {
      case Made.Refused<List<TextEdit>> refused -> refused;
      case Made.Done(List<TextEdit> inside) -> injection.make(inside, code);
    };
  }

  private static boolean isPlain(Stmt.FunctionDef def) {
    return def.isAsync()
        && def.decorators().isEmpty()
        && def.typeParameters().isEmpty()
        && def.parameters().all().stream()
            .noneMatch(
                it ->
                    it.kind() == ParameterKind.POSITIONAL_ONLY
                        || it.kind() == ParameterKind.VAR_KEYWORD);
  }

  private Made<List<TextEdit>> make(List<TextEdit> inside, String code) {
    List<Expr.Call> calls = new ArrayList<>();
    for (FunctionUse use : codebase.workspace().usesOf(model.refOf(function))) {
      Optional<Expr.Call> call =
          use.kind() == FunctionUse.Kind.CALL && use.path().equals(model.path())
              ? tree.callAt(use.at())
              : Optional.empty();
      if (call.filter(this::canBeGiven).isEmpty()) {
        return new Made.Refused<>(place(use) + " uses it in a way that cannot be changed");
      }
      calls.add(call.get());
    }
    Optional<Stmt.FunctionDef> caller =
        calls.stream().findFirst().flatMap(model::nearestDef).filter(Stmt.FunctionDef::isAsync);
    boolean single =
        calls.stream().allMatch(it -> model.nearestDef(it).equals(caller))
            && caller.filter(it -> !tree.contains(function, it)).isPresent();
    if (!single) {
      return new Made.Refused<>(function.name() + " is called by several functions");
    }
    Optional<String> obstacle = obstacleAt(caller.get());
    return obstacle.isPresent()
        ? new Made.Refused<>(obstacle.get())
        : edits(inside, code, caller.get(), calls);
  }

  private Made<List<TextEdit>> edits(
      List<TextEdit> inside, String code, Stmt.FunctionDef caller, List<Expr.Call> calls) {
    return switch (Settling.of(model, caller, calls)) {
      case Made.Refused(String why) -> new Made.Refused<>(why);
      case Made.Done(Settling.Range(Stmt first, Stmt last)) -> {
        List<TextEdit> given = new ArrayList<>(calls.stream().map(this::given).toList());
        List<TextEdit> all = new ArrayList<>(Wrapping.of(model, first, last, code, name, given));
        all.add(parameter(code.substring(0, code.indexOf('('))));
        all.addAll(inside);
        yield new Made.Done<>(all);
      }
    };
  }

  private Optional<String> obstacleAt(Stmt.FunctionDef caller) {
    boolean used =
        tree.within(caller).stream()
            .filter(it -> !tree.contains(function, it))
            .anyMatch(
                it ->
                    (it instanceof Expr.Name(_, String text) && text.equals(name))
                        || (it instanceof Node.Parameter parameter
                            && parameter.name().equals(name)));
    if (used) {
      return Optional.of(caller.name() + " uses the name " + name + " for something else");
    }
    return Repetition.callInLoop(codebase, model, caller.body().getFirst())
        .map(at -> caller.name() + " is called again and again itself, at " + at);
  }

  private String place(FunctionUse use) {
    return codebase.place(use.path(), use.at());
  }

  private boolean canBeGiven(Expr.Call call) {
    return call.arguments().stream()
        .noneMatch(
            it -> it.kind() == ArgumentKind.DOUBLE_STAR || it.value() instanceof Expr.GeneratorExp);
  }

  /// Ex) `size(url)` to `size(url, session)`
  private TextEdit given(Expr.Call call) {
    boolean positional =
        !byKeyword()
            && call.arguments().size() == function.parameters().all().size()
            && call.arguments().stream().allMatch(it -> it.kind() == ArgumentKind.POSITIONAL);
    String argument = positional ? name : name + "=" + name;
    return call.arguments().isEmpty()
        ? TextEdit.insert(tree.span(call).end() - 1, argument)
        : TextEdit.insert(
            tree.outerSpan(call.arguments().getLast().value()).end(), ", " + argument);
  }

  /// Whether the parameter can only be given by its name.
  private boolean byKeyword() {
    return function.parameters().all().stream()
        .anyMatch(it -> it.kind() != ParameterKind.POSITIONAL || it.defaultValue().isPresent());
  }

  /// Ex) `def size(url: str)` to `def size(url: str, session: aiohttp.ClientSession)`
  private TextEdit parameter(String type) {
    List<Node.Parameter> all = function.parameters().all();
    boolean annotated = all.stream().anyMatch(it -> it.annotation().isPresent());
    String parameter = annotated ? name + ": " + type : name;
    if (all.isEmpty()) {
      int open = tree.text().indexOf('(', tree.span(function).start());
      return TextEdit.insert(open + 1, parameter);
    }
    boolean starred = all.stream().anyMatch(it -> STARRED.contains(it.kind()));
    String star = byKeyword() && !starred ? "*, " : "";
    return TextEdit.insert(tree.span(all.getLast()).end(), ", " + star + parameter);
  }
}
