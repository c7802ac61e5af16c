package dev.loopmend.queue;

import dev.loopmend.recipe.Codebase;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The attribute in which a data class keeps an argument, where it has no constructor of its own.
final class DataField {
  private static final Set<String> DATA_CLASSES =
      Set.of("dataclasses.dataclass", "attrs.define", "attrs.frozen", "attr.s");

  private DataField() {}

  /// Ex) `jobs: asyncio.Queue` of a class that is made by `Worker(jobs=queue)`
  static Optional<QueueHome> of(
      Codebase codebase, SemanticModel caller, Expr.Call call, Node.Argument argument) {
    Optional<String> type = caller.typeOf(call);
    int dot = type.map(it -> it.lastIndexOf('.')).orElse(-1);
    if (dot < 0) {
      return Optional.empty();
    }
    return caller
        .workspace()
        .fileOf(type.orElseThrow().substring(0, dot))
        .flatMap(codebase::model)
        .flatMap(
            home ->
                dataClass(home, type.orElseThrow())
                    .flatMap(it -> field(home, it, call, argument))
                    .map(it -> new QueueHome(home, it, it)));
  }

  private static Optional<Stmt.ClassDef> dataClass(SemanticModel home, String name) {
    return home.tree().nodes().stream()
        .filter(Stmt.ClassDef.class::isInstance)
        .map(Stmt.ClassDef.class::cast)
        .filter(it -> isDataClass(home, it))
        .filter(
            it ->
                home.bindingOf(it).flatMap(home::qualifiedNameOf).filter(name::equals).isPresent())
        .findFirst();
  }

  private static boolean isDataClass(SemanticModel home, Stmt.ClassDef type) {
    boolean hasOwn =
        type.body().stream()
            .anyMatch(it -> it instanceof Stmt.FunctionDef def && def.name().equals("__init__"));
    return !hasOwn
        && type.decorators().size() == 1
        && home.qualifiedName(called(type.decorators().getFirst().expression()))
            .filter(DATA_CLASSES::contains)
            .isPresent();
  }

  /// Ex) `dataclass` of `@dataclass(frozen=True)`
  private static Expr called(Expr decorator) {
    return decorator instanceof Expr.Call call ? call.callee() : decorator;
  }

  private static Optional<Expr.Name> field(
      SemanticModel home, Stmt.ClassDef type, Expr.Call call, Node.Argument argument) {
    List<Stmt.AnnAssign> fields =
        type.body().stream()
            .filter(Stmt.AnnAssign.class::isInstance)
            .map(Stmt.AnnAssign.class::cast)
            .toList();
    int place = call.arguments().indexOf(argument);
    // Fields of a base come first.
    boolean byPlace =
        type.arguments().isEmpty()
            && isInOrder(home, type, fields.stream().limit(place + 1L).toList());
    Stream<Stmt.AnnAssign> taking =
        switch (argument.kind()) {
          case KEYWORD ->
              fields.stream().filter(it -> home.tree().textOf(it.target()).equals(argument.name()));
          case POSITIONAL -> fields.stream().filter(_ -> byPlace).skip(place).limit(1);
          case STAR, DOUBLE_STAR -> Stream.empty();
        };
    return taking
        .filter(it -> it.target() instanceof Expr.Name name && !name.text().startsWith("_"))
        .filter(it -> !isSpecial(home, it))
        .map(it -> (Expr.Name) it.target())
        .findFirst();
  }

  /// Whether each field takes an argument by its place.
  private static boolean isInOrder(
      SemanticModel home, Stmt.ClassDef type, List<Stmt.AnnAssign> fields) {
    return type.decorators().getFirst().expression() instanceof Expr.Name
        && fields.stream()
            .allMatch(
                it ->
                    !isSpecial(home, it)
                        && it.value().filter(Expr.Call.class::isInstance).isEmpty());
  }

  /// Ex) `InitVar[asyncio.Queue]`, which no attribute keeps
  private static boolean isSpecial(SemanticModel home, Stmt.AnnAssign field) {
    String annotation = home.tree().textOf(field.annotation());
    return Stream.of("InitVar", "ClassVar", "KW_ONLY").anyMatch(annotation::contains);
  }
}
