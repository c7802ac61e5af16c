package dev.loopmend.operation;

import static dev.loopmend.operation.Arguments.answer;
import static dev.loopmend.operation.Arguments.none;
import static dev.loopmend.operation.Arguments.plain;
import static dev.loopmend.operation.Arguments.subject;

import dev.loopmend.match.Capture;
import dev.loopmend.recipe.Condition;
import dev.loopmend.recipe.FarCondition;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.ReplacedByTests;
import dev.loopmend.semantic.ValueUse;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Conditions about the code that a match captured, and about what becomes of its value.
final class CodeConditions {
  private static final Set<Node.ArgumentKind> UNPACKED =
      EnumSet.of(Node.ArgumentKind.STAR, Node.ArgumentKind.DOUBLE_STAR);
  private static final Set<Node.ArgumentKind> KEYWORDS = EnumSet.of(Node.ArgumentKind.DOUBLE_STAR);

  private CodeConditions() {}

  static void addTo(Map<String, Condition.Factory> words) {
    // Nobody takes the value of the match: it is a statement by itself.
    words.put("value-dropped", none(CodeConditions::valueDropped));
    // The match is awaited where it stands.
    words.put("value-awaited", none(CodeConditions::valueAwaited));
    // `$XS present`: that stands for one argument at least.
    words.put("present", subject(CodeConditions::present));
    // `$XS unpacks`: there is a `*args` or `**options` among the arguments.
    words.put("unpacks", subject(CodeConditions::unpacks));
    // `$XS passes name`: the keyword is among the arguments, or may be in a `**options`.
    words.put("passes", (variable, keyword) -> passes(variable, keyword, UNPACKED));
    // `$XS passes-keyword name`: the keyword itself is among the arguments.
    words.put("passes-keyword", (variable, keyword) -> passes(variable, keyword, KEYWORDS));
    // State that other tasks may reach is used before the match and behind it.
    words.put("shared-state-around", none(CodeConditions::sharedStateAround));
    // `patched-by-tests time.sleep`: tests of the project put something else in the place of that
    // function.
    words.put("patched-by-tests", CodeConditions::patchedByTests);
    // Tests of the project put something of their own in the place of what the match calls, or of
    // the object that it is called on: more than a mock that is left as it is made.
    words.put("stubbed-by-tests", plain(stubbedByTests()));
    // The project sets a handler for the exceptions of its event loop.
    words.put(
        "loop-exceptions-handled",
        plain(
            FarCondition.words(
                CodeConditions::loopExceptionsHandled, Set.of(Set.of("set_exception_handler")))));
  }

  private static Answer valueDropped(Site site) {
    if (!(site.root() instanceof Expr expr)) {
      return new Answer.No("a statement has no value");
    }
    return switch (site.model().valueUse(expr)) {
      case ValueUse.Dropped(String how) -> new Answer.Yes(how);
      case ValueUse.Kept _ -> new Answer.No("somebody keeps the value");
      case ValueUse.Unknown(String why) -> new Answer.Unknown(why);
    };
  }

  /// Ex) `await load()`
  private static Answer valueAwaited(Site site) {
    return answer(
        site.model().tree().parent(site.root()) instanceof Expr.Await,
        "",
        "nobody awaits what it gives");
  }

  private static List<Node> captured(Site site, String variable) {
    return site.match().capture(variable).map(Capture::all).orElseGet(List::of);
  }

  private static Answer present(Site site, String variable) {
    return answer(!captured(site, variable).isEmpty(), "", "$" + variable + " is empty");
  }

  /// Ex) `*args` or `**options` among the arguments
  private static Answer unpacks(Site site, String variable) {
    return unpacks(site, variable, UNPACKED);
  }

  private static Answer unpacks(Site site, String variable, Set<Node.ArgumentKind> kinds) {
    boolean found =
        captured(site, variable).stream()
            .anyMatch(node -> node instanceof Node.Argument it && kinds.contains(it.kind()));
    return answer(found, "", "no argument is unpacked");
  }

  /// Ex) `reload=True` among the arguments, or `**options`, which may hold it; `*args` may as well,
  /// unless it is a parameter that is only given by its name (`passes-keyword`)
  private static Made<Condition> passes(
      String variable, String keyword, Set<Node.ArgumentKind> hiding) {
    if (variable.isEmpty() || !keyword.matches("\\w+")) {
      return new Made.Refused<>("needs a variable before it and one keyword behind it");
    }
    return new Made.Done<>(
        site -> {
          boolean named =
              captured(site, variable).stream()
                  .anyMatch(node -> node instanceof Node.Argument it && it.name().equals(keyword));
          return named
              ? new Answer.Yes(keyword + " is given")
              : unpacks(site, variable, hiding).isYes()
                  ? new Answer.Unknown("it cannot be seen which arguments are given")
                  : new Answer.No(keyword + " is not given");
        });
  }

  private static Answer sharedStateAround(Site site) {
    return site.root() instanceof Expr expr
        ? site.model().sharedStateAround(expr)
        : new Answer.Unknown("only the state round an expression is known");
  }

  /// Words by which tests replace things; pytest-mock's fixture is used as `mocker.patch`.
  private static final List<String> PATCHING = List.of("patch", "monkeypatch");

  /// What the match calls by a canonical name: itself, or within. Ex) `aiohttp.ClientSession` of
  /// `session = aiohttp.ClientSession()`
  private static Optional<Expr> called(Site site, String name) {
    return site.model().tree().within(site.root()).stream()
        .filter(Expr.Call.class::isInstance)
        .map(it -> ((Expr.Call) it).callee())
        .filter(it -> site.model().qualifiedName(it).filter(name::equals).isPresent())
        .findFirst();
  }

  /// Ex) `spawn` of a match `spawn(work())`, which tests replace by what gives no task
  private static Answer calleeStubbed(Site site) {
    if (!(site.root() instanceof Expr.Call call)) {
      return new Answer.No("nothing is called here");
    }
    return ReplacedByTests.stubbed(site.model(), call.callee());
  }

  private static Condition stubbedByTests() {
    Set<Set<String>> any = new LinkedHashSet<>();
    PATCHING.forEach(word -> any.add(Set.of(word)));
    // Ex) `class FakeLoop:` of a test
    any.add(Set.of("create_task"));
    return FarCondition.words(CodeConditions::calleeStubbed, any);
  }

  private static Made<Condition> patchedByTests(String subject, String name) {
    if (!name.matches("[A-Za-z_][\\w.]*")) {
      return new Made.Refused<>("needs one dotted name");
    }
    Set<Set<String>> words = new LinkedHashSet<>();
    for (String word : PATCHING) {
      List.of(name.split("\\.", -1)).forEach(part -> words.add(Set.of(word, part)));
    }
    // Ex) sys.modules["aiohttp"] = fake
    words.add(Set.of("sys", "modules", Dotted.root(name)));
    return new Made.Done<>(
        FarCondition.words(
            site ->
                called(site, name)
                    .map(it -> site.model().patchedByTests(name, it))
                    .orElseGet(() -> new Answer.No("it is not " + name + " that is called here")),
            words));
  }

  private static Answer loopExceptionsHandled(Site site) {
    return answer(site.model().handlesLoopExceptions(), "", "nobody calls set_exception_handler");
  }
}
