package dev.loopmend.sharing;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Codebase;
import dev.loopmend.recipe.Made;
import dev.loopmend.rewrite.Layout;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.FunctionUse;
import dev.loopmend.semantic.Overrides;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Node.ArgumentKind;
import dev.loopmend.syntax.Node.ParameterKind;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
  private final Function<SemanticModel, Made<MovedCall.Code>> codeIn;

  private Injection(
      Codebase codebase,
      SemanticModel model,
      Stmt.FunctionDef function,
      String name,
      Function<SemanticModel, Made<MovedCall.Code>> codeIn) {
    this.codebase = codebase;
    this.model = model;
    this.tree = model.tree();
    this.function = function;
    this.name = name;
    this.codeIn = codeIn;
  }

  /// The edits that let each caller make the object, by the code that `codeIn` gives for its file;
  /// refused with the obstacle.
  public static Made<List<FileEdits>> of(
      Codebase codebase,
      SemanticModel model,
      Expr.Call call,
      Lifetime lifetime,
      List<ObjectUse> uses,
      Function<SemanticModel, Made<MovedCall.Code>> codeIn) {
    Optional<Stmt.FunctionDef> def = model.nearestDef(call);
    if (def.isPresent() && model.tree().parent(def.get()) instanceof Stmt.ClassDef type) {
      Optional<String> why = othersRunning(model, def.get());
      if (why.isPresent()) {
        return new Made.Refused<>(
            "it is made in a method, and "
                + why.get()
                + ": let "
                + type.name()
                + " keep one, and close it where it ends");
      }
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
    Injection injection = new Injection(codebase, model, def.get(), name, codeIn);
    return switch (Sharing.of(model.tree(), call, lifetime, uses, source, true)) {
      case Made.Refused(String why) -> new Made.Refused<>(why);
      case Made.Done(List<TextEdit> inside) -> injection.make(inside);
    };
  }

  /// Why not all that may run a method, or be run in its place, can be seen.
  private static Optional<String> othersRunning(SemanticModel model, Stmt.FunctionDef method) {
    Overrides overrides = model.workspace().overridesOf(model.refOf(method));
    if (!overrides.above().isEmpty() || !overrides.below().isEmpty()) {
      return Optional.of("another class has a " + method.name() + " in its place");
    }
    return overrides.outside().isNo() ? Optional.empty() : Optional.of(overrides.outside().why());
  }

  private boolean isMethod() {
    return tree.parent(function) instanceof Stmt.ClassDef;
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

  /// The calls that one function makes.
  private record Caller(SemanticModel file, Stmt.FunctionDef def, List<Expr.Call> calls) {}

  private Made<List<FileEdits>> make(List<TextEdit> inside) {
    List<Caller> callers = new ArrayList<>();
    List<TextEdit> own = new ArrayList<>(inside);
    for (FunctionUse use : codebase.workspace().usesOf(model.refOf(function))) {
      Optional<SemanticModel> file = codebase.model(use.path());
      Optional<Expr.Call> call =
          use.kind() == FunctionUse.Kind.CALL
              ? file.flatMap(it -> it.tree().callAt(use.at()))
              : Optional.empty();
      if (call.filter(this::canBeGiven).isEmpty()) {
        return new Made.Refused<>(place(use) + " uses it in a way that cannot be changed");
      }
      if (file.get().isTestModule()) {
        return new Made.Refused<>(place(use) + " tests it, and may replace what it makes");
      }
      Optional<Stmt.FunctionDef> def =
          file.get().nearestDef(call.get()).filter(Stmt.FunctionDef::isAsync);
      boolean itself = file.get().path().equals(model.path());
      if (itself && def.filter(it -> it.id() == function.id()).isPresent()) {
        // Ex) the function calls itself: it hands on what it was given
        own.add(given(tree, call.get(), ", "));
      } else if (def.isEmpty() || (itself && tree.contains(function, def.get()))) {
        return new Made.Refused<>(place(use) + " calls it where nothing can be made for it");
      } else {
        addTo(callers, file.get(), def.get(), call.get());
      }
    }
    return callers.isEmpty()
        ? new Made.Refused<>(function.name() + " is called by nobody that could make it")
        : edits(own, callers);
  }

  private static void addTo(
      List<Caller> callers, SemanticModel file, Stmt.FunctionDef def, Expr.Call call) {
    for (int at = 0; at < callers.size(); at++) {
      Caller one = callers.get(at);
      if (one.file().path().equals(file.path()) && one.def().id() == def.id()) {
        List<Expr.Call> calls = new ArrayList<>(one.calls());
        calls.add(call);
        callers.set(at, new Caller(file, def, calls));
        return;
      }
    }
    callers.add(new Caller(file, def, List.of(call)));
  }

  private Made<List<FileEdits>> edits(List<TextEdit> own, List<Caller> callers) {
    Map<String, FileEdits> files = new LinkedHashMap<>();
    for (Caller caller : callers) {
      Optional<String> obstacle = obstacleAt(caller, callers);
      if (obstacle.isPresent()) {
        return new Made.Refused<>(obstacle.get());
      }
      switch (codeIn.apply(caller.file())) {
        case Made.Refused(String why) -> {
          return new Made.Refused<>(caller.file().path() + ": " + why);
        }
        case Made.Done(MovedCall.Code(String code, List<Request> imports, _)) -> {
          switch (wrapped(caller, code)) {
            case Made.Refused(String why) -> {
              return new Made.Refused<>(why);
            }
            case Made.Done(List<TextEdit> edits) ->
                files.merge(
                    caller.file().path(),
                    new FileEdits(caller.file().path(), edits, imports),
                    Injection::joined);
          }
        }
      }
    }
    return switch (codeIn.apply(model)) {
      case Made.Refused(String why) -> new Made.Refused<>(why);
      case Made.Done(MovedCall.Code(String code, _, _)) -> {
        own.add(parameter(code.substring(0, code.indexOf('('))));
        FileEdits here = new FileEdits(model.path(), own, List.of());
        files.merge(model.path(), here, Injection::joined);
        yield new Made.Done<>(List.copyOf(files.values()));
      }
    };
  }

  private static FileEdits joined(FileEdits one, FileEdits other) {
    List<TextEdit> edits = new ArrayList<>(one.edits());
    edits.addAll(other.edits());
    List<Request> requests = new ArrayList<>(one.requests());
    requests.addAll(other.requests());
    return new FileEdits(one.path(), edits, requests.stream().distinct().toList());
  }

  private Made<List<TextEdit>> wrapped(Caller caller, String code) {
    SemanticModel file = caller.file();
    return switch (Settling.of(file, caller.def(), caller.calls())) {
      case Made.Refused(String why) -> new Made.Refused<>(why);
      case Made.Done(Settling.Range(Stmt first, Stmt last)) -> {
        String unit = Wrapping.unitAt(file, first);
        List<TextEdit> given =
            caller.calls().stream()
                .map(it -> given(file.tree(), it, separator(file.tree(), it, unit)))
                .toList();
        yield new Made.Done<>(Wrapping.of(file, first, last, code, name, given));
      }
    };
  }

  private Optional<String> obstacleAt(Caller caller, List<Caller> all) {
    SyntaxTree there = caller.file().tree();
    boolean own = caller.file().path().equals(model.path());
    if (!own && codebase.mayEdit(caller.file().path()) instanceof Answer.No(String why)) {
      return Optional.of(caller.file().path() + " may not be changed: " + why);
    }
    boolean round =
        all.stream()
            .anyMatch(
                it ->
                    it.def().id() != caller.def().id()
                        && it.file().path().equals(caller.file().path())
                        && there.contains(caller.def(), it.def()));
    boolean used =
        there.within(caller.def()).stream()
            .filter(it -> !own || !there.contains(function, it))
            .anyMatch(
                it ->
                    (it instanceof Expr.Name(_, String text) && text.equals(name))
                        || (it instanceof Node.Parameter parameter
                            && parameter.name().equals(name)));
    if (round || used) {
      return Optional.of(
          caller.def().name()
              + (round
                  ? " holds another function that calls it"
                  : " uses the name " + name + " for something else"));
    }
    return Repetition.callInLoop(codebase, caller.file(), caller.def().body().getFirst())
        .map(at -> caller.def().name() + " is called again and again itself, at " + at);
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
  private TextEdit given(SyntaxTree there, Expr.Call call, String separator) {
    int expected = function.parameters().all().size() - (isMethod() ? 1 : 0);
    boolean positional =
        !byKeyword()
            && call.arguments().size() == expected
            && call.arguments().stream().allMatch(it -> it.kind() == ArgumentKind.POSITIONAL);
    String argument = positional ? name : name + "=" + name;
    return call.arguments().isEmpty()
        ? TextEdit.insert(there.span(call).end() - 1, argument)
        : TextEdit.insert(
            there.outerSpan(call.arguments().getLast().value()).end(), separator + argument);
  }

  /// What stands in front of one more argument of a call that is put under a block.
  private static String separator(SyntaxTree there, Expr.Call call, String unit) {
    if (call.arguments().isEmpty()) {
      return "";
    }
    String separator = new Layout(there).separatorBehind(call.arguments().getLast());
    return separator.equals(", ") ? separator : separator + unit;
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
    String gap = new Layout(tree).separatorBehind(all.getLast());
    return TextEdit.insert(tree.span(all.getLast()).end(), gap + star + parameter);
  }
}
