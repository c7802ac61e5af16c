package dev.loopmend.metamorphic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.Engine;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.engine.Recipes;
import dev.loopmend.metamorphic.Formatting.Style;
import dev.loopmend.operation.Operations;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.RecipeBook;
import dev.loopmend.text.Formats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All fixes of all programs, however the code is laid out: nothing is withdrawn, no comment is
/// lost, and what comes out means the same as what comes of tidy code, or a finding is left.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormattingTest {
  private static final Pattern REMARK = Pattern.compile(Formatting.REMARK + "\\d+");

  /// Where an inner function stays that has more in it than what it awaits.
  private static final Set<String> ABOUT_ONE_STATEMENT =
      Set.of(
          "nested-asyncio-run: an inner function that only awaits",
          "fixtures/behaviour/nested-asyncio-run/inner-wrapper-and-a-chain");

  /// Where a tuple of exceptions has lines of its own.
  private static final Set<String> ABOUT_A_LONG_TUPLE =
      Set.of("swallowed-cancellation: tuples that name the cancellation");

  /// Where a tuple of exceptions keeps one that a handler above it takes, since comments stand in
  /// it.
  private static final Set<String> ABOUT_A_TUPLE =
      Set.of(
          "swallowed-cancellation: somebody goes on behind it",
          "swallowed-cancellation: the end of a task that nobody asks whether it was cancelled",
          "swallowed-cancellation: tuples that hold those of another one",
          "swallowed-cancellation: tuples that name the cancellation",
          "fixtures/behaviour/swallowed-cancellation/loop-comes-round",
          "fixtures/behaviour/swallowed-cancellation/time-limit");

  /// Where a helper of an earlier run is told by its text.
  private static final Set<String> ABOUT_THE_TEXT_OF_A_HELPER =
      Set.of(
          "fire-and-forget-task: a helper that is there already is used",
          "fixtures/golden/fire-and-forget-task/helper-in-one-module");

  /// Where options of a client have a line break, and are given to its requests for that.
  private static final Set<String> ABOUT_OPTIONS_ON_ONE_LINE =
      Set.of(
          "per-request-client-session: an application with a lifespan",
          "per-request-client-session: the same options are one session, others another",
          "fixtures/golden/per-request-client-session/key-of-an-application-elsewhere",
          "fixtures/golden/per-request-client-session/routes-in-two-modules",
          "fixtures/behaviour/per-request-client-session/class-that-closes",
          "fixtures/behaviour/per-request-client-session/lifespan-of-the-project");

  /// Where a helper stands below other statements that share a line with the imports.
  private static final Set<String> ABOUT_THE_LINE_OF_AN_IMPORT =
      Set.of(
          "fire-and-forget-task: two tasks that nobody holds",
          "fire-and-forget-task: a task at module level, with imports behind it",
          "fire-and-forget-task: a test that replaces something else of the module",
          "fire-and-forget-task: comprehensions, conditions, a bot, every taker of a callback,"
              + " other loggers",
          "fixtures/behaviour/fire-and-forget-task/given-by-a-function",
          "fixtures/behaviour/fire-and-forget-task/held-until-done");

  private final WatchedOperations operations =
      new WatchedOperations(Operations.vocabulary(BuiltIn.KNOWLEDGE));
  private final List<Recipe> recipes =
      switch (Recipes.builtIn(operations.vocabulary())) {
        case RecipeBook.Loading.Loaded(List<Recipe> read) -> read;
        case RecipeBook.Loading.Broken(var problems) -> throw new AssertionError(problems);
      };
  private final Engine engine = new Engine(recipes, BuiltIn.KNOWLEDGE, Formats.PLAIN);
  private final List<Program> programs = Programs.all(recipes);
  private final Map<String, Optional<Mended>> mended = new HashMap<>();

  /// A program in which something is mended, what its files mean then, and how much is left.
  private record Mended(
      Program program, LinkedProgram linked, SortedMap<String, String> shapes, int left) {}

  /// What becomes of a program as it is; each is looked at once.
  private Optional<Mended> mended(Program program) {
    return mended.computeIfAbsent(program.name(), _ -> mend(program));
  }

  private Optional<Mended> mend(Program program) {
    ChangeSet changes = program.mend(engine);
    return changes.changed().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Mended(
                program,
                LinkedProgram.of(program, BuiltIn.KNOWLEDGE),
                shapes(after(program, changes)),
                changes.left().size()));
  }

  private static Program after(Program program, ChangeSet changes) {
    Map<String, String> texts = new TreeMap<>(program.files());
    for (FileOutcome.Changed changed : changes.changed()) {
      texts.put(changed.path(), changed.after().text());
    }
    return program.with(texts);
  }

  private static SortedMap<String, String> shapes(Program program) {
    SortedMap<String, String> shapes = new TreeMap<>();
    program.files().forEach((path, text) -> shapes.put(path, Formatting.shape(text)));
    return shapes;
  }

  @ParameterizedTest
  @EnumSource
  void fixesMeanTheSame(Style style) {
    Set<String> done = new TreeSet<>();
    Set<String> otherwise = new TreeSet<>();
    List<Program> sample = Sample.of(programs, style.name());
    for (Mended tidy : sample.stream().map(this::mended).flatMap(Optional::stream).toList()) {
      for (Variant variant : new Formatting(style).of(tidy.linked())) {
        Program before = tidy.program().with(variant.files());
        operations.forget();
        ChangeSet changes = before.mend(engine);
        Program after = after(before, changes);
        String name = before.name();
        assertThat(changes.withdrawn()).as(name).isEmpty();
        assertThat(changes.skipped()).as(name).isEmpty();
        assertThat(remarks(after)).as(name).containsAll(remarks(before));
        if (shapes(after).equals(tidy.shapes())) {
          done.addAll(operations.done(fixing(changes)));
        } else if (changes.left().size() <= tidy.left()) {
          otherwise.add(name);
        }
      }
    }
    // A decorator may matter to more than the fix.
    if (style != Style.DECORATORS) {
      assertThat(otherwise)
          .containsExactlyInAnyOrderElementsOf(
              otherwise(style).stream().filter(it -> Sample.holds(it, style.name())).toList());
    }
    Set<String> never = new TreeSet<>(operations.vocabulary().operations().keySet());
    never.removeAll(done);
    assertThat(never).containsAll(never(style));
    if (Sample.isAll()) {
      assertThat(never).isEqualTo(never(style));
    }
  }

  private static Set<String> remarks(Program program) {
    return program.files().values().stream()
        .flatMap(text -> REMARK.matcher(text).results())
        .map(it -> it.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Recipe> fixing(ChangeSet changes) {
    Set<String> ids = changes.fixed().stream().map(Finding::recipe).collect(Collectors.toSet());
    return recipes.stream().filter(it -> ids.contains(it.id())).toList();
  }

  /// The programs in which another fix is made, and as good.
  private static Set<String> otherwise(Style style) {
    return switch (style) {
      case COMMENTS_ABOVE -> ABOUT_ONE_STATEMENT;
      case COMMENTS_BEHIND -> union(ABOUT_ONE_STATEMENT, ABOUT_A_LONG_TUPLE);
      case COMMENTS_IN_BRACKETS -> union(ABOUT_ONE_STATEMENT, ABOUT_A_TUPLE);
      case DOCSTRINGS -> union(ABOUT_ONE_STATEMENT, ABOUT_THE_TEXT_OF_A_HELPER);
      case TRIPLE_QUOTES -> union(ABOUT_THE_TEXT_OF_A_HELPER, ABOUT_OPTIONS_ON_ONE_LINE);
      case SEMICOLONS -> ABOUT_THE_LINE_OF_AN_IMPORT;
      case BROKEN_LINES, BACKSLASHES, ONE_LINE_SUITES, DECORATORS, TABS, BLANK_LINES -> Set.of();
    };
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    return Stream.concat(some.stream(), more.stream()).collect(Collectors.toSet());
  }

  /// The operations that no program shows in a layout, since they decline there or, for strings,
  /// since nothing that they change has one.
  private static Set<String> never(Style style) {
    return switch (style) {
      case COMMENTS_BEHIND -> Set.of("hoist-scope");
      case COMMENTS_IN_BRACKETS -> Set.of("call-later", "gather-to-group");
      case SEMICOLONS ->
          Set.of(
              "enter-with",
              "gather-to-group",
              "in-application",
              "merge-neighbours",
              "wrap-in-async-with");
      case ONE_LINE_SUITES -> Set.of("gather-to-group");
      case TRIPLE_QUOTES -> Set.of("dissolve-with", "gather-to-group", "remove-statement");
      case DECORATORS -> Set.of("call-later", "inject-argument", "make-async", "owner");
      case COMMENTS_ABOVE, BROKEN_LINES, BACKSLASHES, DOCSTRINGS, TABS, BLANK_LINES -> Set.of();
    };
  }
}
