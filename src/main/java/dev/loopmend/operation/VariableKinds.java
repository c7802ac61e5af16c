package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static java.util.stream.Collectors.toSet;

import dev.loopmend.match.Capture;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Binding;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.BinaryOperator;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.UnaryOperator;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/// What a variable of a pattern may be said to be.
final class VariableKinds {
  /// How deep a constant expression is followed, and through how many names.
  private static final int DEPTH = 8;

  private VariableKinds() {}

  /// The conditions about classes of the file, which a variable kind speaks of too.
  static void addConditionsTo(Map<String, Condition.Factory> words, Knowledge knowledge) {
    // `in-constructor-of logging.Handler`: the match stands in the `__init__` of a class that
    // derives from it.
    words.put(
        "in-constructor-of",
        (_, type) ->
            type.isEmpty()
                ? new Made.Refused<>("needs the dotted name of a class")
                : new Made.Done<>(
                    new Derived(
                        type, site -> site.model().inConstructorOf(site.root(), type), knowledge)));
  }

  static void addTo(Map<String, Condition.Factory> words, Knowledge knowledge) {
    // `instance of asyncio.Lock, asyncio.Condition`: an object of one of these classes.
    words.put("instance of", VariableKinds::instanceOf);
    // `possible instance of asyncio.Future`: the same, or an object whose class is not visible.
    words.put("possible instance of", VariableKinds::possibleInstanceOf);
    // `plain subclass of asyncio.Queue`: a class of the project that derives from it and has no
    // constructor of its own.
    words.put("plain subclass of", (variable, type) -> subclassOf(variable, type, knowledge));
    // `project function handing out asyncio.create_task, asyncio.shield`: a function of the project
    // that gives what one of these made, anew with each call, and keeps it nowhere.
    words.put("project function handing out", VariableKinds::projectFunction);
    // a call of a coroutine function.
    words.put("coroutine call", all(VariableKinds::isCoroutineCall));
    // arguments that are all given by keyword.
    words.put("keyword arguments", all(VariableKinds::isKeyword));
    // a name.
    words.put("name", all((_, node) -> node instanceof Expr.Name));
    // a literal.
    words.put("literal", all((_, node) -> node instanceof Expr.Constant));
    // `0`, `-1`, or a name that is only ever bound to one of them, a parameter by its default.
    words.put("non-positive constant", all(VariableKinds::isNonPositive));
  }

  private static Condition.Factory all(BiPredicate<SemanticModel, Node> test) {
    return (variable, argument) -> {
      if (!argument.isEmpty()) {
        return new Made.Refused<>("takes no argument, but got '" + argument + "'");
      }
      return new Made.Done<>(
          site ->
              answer(
                  nodes(site, variable).stream().allMatch(node -> test.test(site.model(), node)),
                  "",
                  "$" + variable + " is something else"));
    };
  }

  private static List<Node> nodes(Site site, String variable) {
    return site.match().capture(variable).map(Capture::all).orElseGet(List::of);
  }

  /// Ex) `instance of asyncio.Lock, asyncio.Condition`: of one of them
  private static Made<Condition> instanceOf(String variable, String type) {
    List<String> types = List.of(type.split(",\\s*", -1));
    if (types.contains("")) {
      return new Made.Refused<>("needs the dotted name of a class, or several");
    }
    return new Made.Done<>(
        site ->
            site.expression(variable)
                .map(expr -> isInstance(site.model(), expr, types))
                .orElseGet(
                    () -> new Answer.Unknown("it cannot be seen what $" + variable + " is")));
  }

  /// Ex) `possible instance of asyncio.Future`: its class is that, or is not visible
  private static Made<Condition> possibleInstanceOf(String variable, String type) {
    return switch (instanceOf(variable, type)) {
      case Made.Done(Condition made) ->
          new Made.Done<>(
              site -> answer(!made.test(site).isNo(), "", "$" + variable + " is something else"));
      case Made.Refused<Condition> refused -> refused;
    };
  }

  private static Made<Condition> projectFunction(String variable, String names) {
    Set<String> makers = new TreeSet<>(List.of(names.split(",\\s*", -1)));
    return makers.contains("")
        ? new Made.Refused<>("needs the dotted name of a function, or several")
        : new Made.Done<>(new Wrapper(variable, makers));
  }

  /// Whether a variable is a function of the project around what the recipe looks for.
  private record Wrapper(String variable, Set<String> makers) implements Condition {
    @Override
    public Answer test(Site site) {
      return site.expression(variable)
          .map(expr -> site.model().handsOut(expr, makers))
          .orElseGet(() -> new Answer.No("$" + variable + " is no expression"));
    }
  }

  private static Answer isInstance(SemanticModel model, Expr expr, List<String> types) {
    return types.size() == 1
        ? model.isInstance(expr, types.getFirst())
        : Arguments.anyOf(types, "it is of none of them", it -> model.isInstance(expr, it));
  }

  /// Ex) `load(1)` where `load` is an `async def`
  private static boolean isCoroutineCall(SemanticModel model, Node node) {
    return node instanceof Expr.Call(_, Expr callee, _)
        && model.isCoroutineFunction(callee).isYes();
  }

  private static Made<Condition> subclassOf(String variable, String type, Knowledge knowledge) {
    return type.isEmpty()
        ? new Made.Refused<>("needs the dotted name of a class")
        : new Made.Done<>(
            new Derived(
                type,
                site ->
                    site.expression(variable)
                        .map(expr -> site.model().isPlainSubclass(expr, type))
                        .orElseGet(() -> new Answer.No("$" + variable + " is no expression")),
                knowledge));
  }

  /// A condition about a class of the project that derives from another: the file names that one,
  /// one that is known to derive from it, or a class of another file that does.
  record Derived(String type, Condition condition, Knowledge knowledge) implements Condition {
    @Override
    public Answer test(Site site) {
      return condition.test(site);
    }

    @Override
    public Set<Set<String>> requiredNames() {
      return bases().stream().map(Set::of).collect(toSet());
    }

    @Override
    public Set<String> bases() {
      Set<String> names = new TreeSet<>(knowledge.superclasses().keySet());
      names.removeIf(name -> !knowledge.isA(name, type));
      names.add(type);
      return names;
    }
  }

  private static boolean isKeyword(SemanticModel model, Node node) {
    return node instanceof Node.Argument argument
        && (argument.kind() == Node.ArgumentKind.KEYWORD
            || argument.kind() == Node.ArgumentKind.DOUBLE_STAR);
  }

  /// Ex) `0`, `-1`, `0 * SIZE`, or a name that is only ever bound to one of them, a parameter by
  /// default
  private static boolean isNonPositive(SemanticModel model, Node node) {
    return valueOf(model, node, 0).filter(it -> it.signum() <= 0).isPresent();
  }

  /// The integer that a constant expression comes to.
  private static Optional<BigInteger> valueOf(SemanticModel model, Node node, int depth) {
    if (depth > DEPTH) {
      return Optional.empty();
    }
    return switch (node) {
      case Expr.Constant(_, Expr.ConstantKind kind, String text) ->
          kind == Expr.ConstantKind.NUMBER ? integer(text) : Optional.empty();
      case Expr.UnaryOp(_, UnaryOperator operator, Expr operand) ->
          valueOf(model, operand, depth + 1)
              .flatMap(
                  it ->
                      switch (operator) {
                        case MINUS -> Optional.of(it.negate());
                        case PLUS -> Optional.of(it);
                        case NOT, INVERT -> Optional.empty();
                      });
      case Expr.BinOp(_, Expr left, BinaryOperator operator, Expr right) ->
          valueOf(model, left, depth + 1)
              .flatMap(
                  one ->
                      valueOf(model, right, depth + 1)
                          .flatMap(other -> combined(one, operator, other)));
      case Expr.Name name ->
          model
              .bindingOf(name)
              .flatMap(it -> model.singleAssignment(it).or(() -> defaultOf(it)))
              .filter(value -> !(value instanceof Expr.Name))
              .flatMap(value -> valueOf(model, value, depth + 1));
      case Node _ -> Optional.empty();
    };
  }

  /// Ex) `1_000`, `0x10`
  private static Optional<BigInteger> integer(String text) {
    String digits = text.replace("_", "");
    if (digits.matches("\\d{1,18}")) {
      return Optional.of(new BigInteger(digits));
    }
    return digits.matches("0[xX][0-9a-fA-F]{1,15}")
        ? Optional.of(new BigInteger(digits.substring(2), 16))
        : digits.matches("0[oObB]0+") ? Optional.of(BigInteger.ZERO) : Optional.empty();
  }

  private static Optional<BigInteger> combined(
      BigInteger one, BinaryOperator operator, BigInteger other) {
    return switch (operator) {
      case ADD -> Optional.of(one.add(other));
      case SUB -> Optional.of(one.subtract(other));
      case MULT -> Optional.of(one.multiply(other));
      case MAT_MULT, DIV, MOD, FLOOR_DIV, POW, L_SHIFT, R_SHIFT, BIT_OR, BIT_XOR, BIT_AND ->
          Optional.empty();
    };
  }

  /// Ex) `maxsize=0` of `def make(maxsize=0): ...`
  private static Optional<Expr> defaultOf(Binding binding) {
    return binding.stores().size() == 1
            && binding.stores().getFirst() instanceof Node.Parameter parameter
        ? parameter.defaultValue()
        : Optional.empty();
  }
}
