package dev.loopmend.metamorphic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.text.Formats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Changes of programs that must not matter: the same is found, at the same places, and its fixes
/// are as sure as before. And one that must: without `async` and `await` nothing runs on a loop.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetamorphicTest {
  /// What only a running loop makes a fault.
  private static final Set<String> NEED_A_LOOP =
      Set.of("nested-asyncio-run", "blocking-call-in-coroutine");

  /// What is a fault only where no loop runs.
  private static final String NEEDS_NONE = "task-outside-loop";

  /// Where plain functions run on the loop as well: the loop calls its callbacks plainly, and
  /// aiohttp its plain handlers.
  private static final Map<String, List<String>> ON_THE_LOOP_ALL_THE_SAME =
      Map.of(
          "blocking-call-in-coroutine: what a class below gives to the loop",
          List.of("example.py:7"),
          "blocking-call-in-coroutine: what belongs together or to one thread",
          List.of("example.py:25", "example.py:29"),
          "fixtures/behaviour/blocking-call-in-coroutine/web-handler",
          List.of("subject.py:7"),
          "nested-asyncio-run: calls that cannot be awaited",
          List.of("example.py:32"),
          "nested-asyncio-run: callbacks that the loop calls plainly",
          List.of("example.py:9", "example.py:14"),
          "nested-asyncio-run: plain handlers of a framework that takes both kinds",
          List.of("example.py:11"),
          "fixtures/behaviour/nested-asyncio-run/plain-handler-of-aiohttp",
          List.of("subject.py:14"),
          "fixtures/demo",
          List.of("parcels/carrier.py:40", "parcels/public.py:35", "parcels/public.py:44"));

  /// Where a parameter is the reason for a report: its name is `asyncio`.
  private static final Set<String> ABOUT_THE_NAME_OF_A_LOCAL =
      Set.of(
          "fire-and-forget-task: policy background-tasks, where it cannot be",
          "nested-asyncio-run: threads, tests of the error, and other things called run");

  /// Where a name is the reason for a report: `asyncio` is taken in a function, and is free once
  /// the module, or that function, imports it otherwise; or a test replaces something by it.
  private static final Set<String> ABOUT_THE_NAME_OF_AN_IMPORT =
      Set.of(
          "fixtures/behaviour/blocking-call-in-coroutine/import-in-another-function",
          "gather-exceptions-ignored: the module that is imported behind the call",
          "nested-asyncio-run: threads, tests of the error, and other things called run",
          "unbounded-queue: a test puts another class in its place");

  /// Where a helper of an earlier run is told by its text, local names included, new names are made
  /// of those of locals, new methods of a class have locals of the same names, or a local hides the
  /// name of the logger.
  private static final Set<String> ABOUT_THE_TEXT_OF_A_HELPER =
      Set.of(
          "fire-and-forget-task: a helper that is there already is used",
          "gather-exceptions-ignored: a local with the name of the logger",
          "gather-partial-failure: a task group",
          "per-request-client-session: a class that closes what it holds",
          "per-request-client-session: a class that is left by async with, two sets of options, a"
              + " return before the end",
          "per-request-client-session: discord, a cog",
          "per-request-client-session: the option shape",
          "fixtures/behaviour/gather-partial-failure/task-group",
          "fixtures/behaviour/per-request-client-session/class-that-closes");

  /// Where a moved function makes the modules import each other, or leaves the one that a test
  /// replaces something in, or in which more than a call starts the program.
  private static final Set<String> ABOUT_ONE_MODULE =
      Set.of(
          "fire-and-forget-task: the last act of what the program awaits last",
          "fire-and-forget-task: the last act of what a runner runs",
          "fire-and-forget-task: a test puts something else in the place of what is called",
          "per-request-client-session: an application with a lifespan",
          "per-request-client-session: a lifespan that yields in a block",
          "fixtures/behaviour/per-request-client-session/lifespan-of-the-project");

  /// Where a comment would have to move with what moves.
  private static final Set<String> ABOUT_A_COMMENT_THAT_MOVES =
      Set.of(
          "fire-and-forget-task: policy background-tasks",
          "gather-partial-failure: a task group",
          "per-request-client-session: a session in each turn of a loop",
          "fixtures/behaviour/per-request-client-session/session-in-each-turn-of-a-loop",
          "fixtures/behaviour/per-request-client-session/httpx-in-each-turn-of-a-loop");

  private final Engine engine = new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, Formats.PLAIN);
  private final List<Program> programs = Programs.all(BuiltIn.RECIPES);
  private final Map<String, ChangeSet> findings = new HashMap<>();
  private final Map<String, LinkedProgram> links = new HashMap<>();

  /// What is found in a program as it is; each is looked at once.
  private ChangeSet findings(Program program) {
    return findings.computeIfAbsent(program.name(), _ -> program.check(engine));
  }

  private LinkedProgram link(Program program) {
    return links.computeIfAbsent(program.name(), _ -> LinkedProgram.of(program, BuiltIn.KNOWLEDGE));
  }

  @TestFactory
  Stream<DynamicTest> localNamesDoNotMatter() {
    return sameFindings("local names", new LocalRenaming(), ABOUT_THE_NAME_OF_A_LOCAL);
  }

  @TestFactory
  Stream<DynamicTest> anIfThatIsAlwaysTrueDoesNotMatter() {
    return sameFindings("if true", new IfWrapping(), Set.of());
  }

  @TestFactory
  Stream<DynamicTest> theModuleOfAFunctionDoesNotMatter() {
    return sameFindings("modules of functions", new FunctionMoving(), ABOUT_ONE_MODULE);
  }

  @TestFactory
  Stream<DynamicTest> theNameOfAnImportDoesNotMatter() {
    return sameFindings(
        "names of imports",
        new ImportRestyling(ImportRestyling.Style.UNDER_ANOTHER_NAME),
        ABOUT_THE_NAME_OF_AN_IMPORT);
  }

  @TestFactory
  Stream<DynamicTest> theStyleOfAnImportDoesNotMatter() {
    return sameFindings(
        "styles of imports",
        new ImportRestyling(ImportRestyling.Style.NAME_BY_NAME),
        ABOUT_THE_NAME_OF_AN_IMPORT);
  }

  @TestFactory
  Stream<DynamicTest> theOrderOfFunctionsDoesNotMatter() {
    return sameFindings("order", new FunctionReordering(), Set.of());
  }

  @TestFactory
  Stream<DynamicTest> quotesDoNotMatter() {
    return sameFindings("quotes", new TokenRestyling(TokenRestyling.Style.OTHER_QUOTES), Set.of());
  }

  @TestFactory
  Stream<DynamicTest> parenthesesRoundCallsDoNotMatter() {
    return sameFindings(
        "parentheses round calls",
        new TokenRestyling(TokenRestyling.Style.CALLS_IN_PARENTHESES),
        Set.of());
  }

  @TestFactory
  Stream<DynamicTest> parenthesesRoundWhatIsCalledDoNotMatter() {
    return sameFindings(
        "parentheses round callees",
        new TokenRestyling(TokenRestyling.Style.CALLEES_IN_PARENTHESES),
        Set.of());
  }

  @TestFactory
  Stream<DynamicTest> commentsDoNotMatter() {
    return sameFindings(
        "comments", new Formatting(Formatting.Style.COMMENTS_BEHIND), ABOUT_A_COMMENT_THAT_MOVES);
  }

  @TestFactory
  Stream<DynamicTest> lineEndsDoNotMatter() {
    return sameFindings("line ends", new TokenRestyling(TokenRestyling.Style.LINE_ENDS), Set.of());
  }

  /// What is found in a file does not depend on the files for which findings are wanted.
  @TestFactory
  Stream<DynamicTest> pathsDoNotMatter() {
    return Sample.of(programs, "paths").stream()
        .filter(program -> program.files().size() > 1)
        .map(program -> DynamicTest.dynamicTest(program.name(), () -> checkFileByFile(program)));
  }

  private void checkFileByFile(Program program) {
    List<Found> all = Found.in(findings(program));
    for (String path : program.files().keySet()) {
      assertThat(Found.in(program.check(engine, path)))
          .as(path)
          .isEqualTo(all.stream().filter(it -> it.place().path().equals(path)).toList());
    }
  }

  private Stream<DynamicTest> sameFindings(
      String question, Transformation change, Set<String> exceptions) {
    return Sample.of(programs, question).stream()
        .map(
            program ->
                DynamicTest.dynamicTest(
                    program.name(),
                    () ->
                        assertThat(differences(program, change).isEmpty())
                            .as(
                                () ->
                                    program.name()
                                        + "\n"
                                        + String.join("\n\n", differences(program, change)))
                            .isEqualTo(!exceptions.contains(program.name()))));
  }

  /// What is found otherwise in each variant of a program.
  private List<String> differences(Program program, Transformation change) {
    ChangeSet before = findings(program);
    List<String> differences = new ArrayList<>();
    for (Variant variant : change.of(link(program))) {
      ChangeSet after = program.with(variant.files()).check(engine);
      List<Found> expected = Found.in(before, variant.places());
      List<Found> actual = Found.in(after);
      if (!expected.equals(actual) || before.skipped().size() != after.skipped().size()) {
        differences.add(
            String.join(
                "\n",
                variant.what(),
                "expected " + expected,
                "found    " + actual,
                "before " + before.left(),
                "after  " + after.left(),
                "skipped " + after.skipped(),
                variant.files().toString()));
      }
    }
    return differences;
  }

  @TestFactory
  Stream<DynamicTest> withoutAsyncNothingRunsOnALoop() {
    return Sample.of(programs, "without async").stream()
        .map(program -> DynamicTest.dynamicTest(program.name(), () -> checkWithoutAsync(program)));
  }

  private void checkWithoutAsync(Program program) {
    LinkedProgram linked = link(program);
    ChangeSet findings = findings(program);
    for (Variant variant : new AsyncStripping().of(linked)) {
      ChangeSet after = program.with(variant.files()).check(engine);
      List<Found> known = Found.in(findings, variant.places());
      List<Place> awaited = AsyncStripping.awaited(linked, variant);

      assertThat(after.skipped()).as("%s", variant.files()).hasSameSizeAs(findings.skipped());
      assertThat(after.left())
          .as("%s in %s", program.name(), variant.files())
          .filteredOn(it -> NEED_A_LOOP.contains(it.recipe()))
          .extracting(it -> it.at().path() + ":" + it.at().line())
          .isEqualTo(ON_THE_LOOP_ALL_THE_SAME.getOrDefault(program.name(), List.of()));
      // Ex) `await asyncio.create_task(work())` drops its task once nobody awaits it, and `await
      // asyncio.sleep(1)` its coroutine
      List<Place> before = known.stream().map(Found::place).toList();
      assertThat(Found.in(after))
          .as("%s", variant.files())
          .filteredOn(it -> !NEED_A_LOOP.contains(it.recipe()) && !NEEDS_NONE.equals(it.recipe()))
          .filteredOn(it -> !awaited.contains(it.place()) && !before.contains(it.place()))
          .isEmpty();
      // Ex) without `await` no consumer is seen to start, so that nothing is sure
      assertThat(onQueues(Found.in(after)))
          .extracting(Found::place)
          .isEqualTo(onQueues(known).stream().map(Found::place).toList());
      assertThat(onQueues(Found.in(after))).noneMatch(it -> it.level().equals("safe"));
    }
  }

  private static List<Found> onQueues(List<Found> found) {
    return found.stream().filter(it -> it.recipe().equals("unbounded-queue")).toList();
  }

  @TestFactory
  Stream<DynamicTest> renamingAndMendingCommute() {
    return Sample.of(programs, "commutation").stream()
        .map(
            program ->
                DynamicTest.dynamicTest(
                    program.name(),
                    () -> {
                      Optional<Commutation> both =
                          Commutation.of(program, engine, BuiltIn.KNOWLEDGE);
                      if (ABOUT_THE_TEXT_OF_A_HELPER.contains(program.name())) {
                        assertThat(both)
                            .hasValueSatisfying(
                                it -> assertThat(it.first()).isNotEqualTo(it.last()));
                      } else {
                        both.ifPresent(it -> assertThat(it.first()).isEqualTo(it.last()));
                      }
                    }));
  }

  /// A transformation that finds nothing to change would make its test say nothing.
  @Test
  void everyTransformationChangesManyPrograms() {
    assertThat(programs).extracting(Program::name).doesNotHaveDuplicates();
    List<Transformation> all =
        List.of(
            new AsyncStripping(),
            new LocalRenaming(),
            new IfWrapping(),
            new FunctionMoving(),
            new ImportRestyling(ImportRestyling.Style.UNDER_ANOTHER_NAME),
            new ImportRestyling(ImportRestyling.Style.NAME_BY_NAME),
            new FunctionReordering(),
            new Formatting(Formatting.Style.COMMENTS_BEHIND));
    List<Transformation> restyled =
        Arrays.stream(TokenRestyling.Style.values())
            .<Transformation>map(TokenRestyling::new)
            .toList();
    List<LinkedProgram> linked = programs.stream().map(this::link).toList();
    assertThat(Stream.concat(all.stream(), restyled.stream()))
        .allSatisfy(
            change ->
                assertThat(linked.stream().filter(it -> !change.of(it).isEmpty()).count())
                    .isGreaterThan(programs.size() / 4));
  }
}
