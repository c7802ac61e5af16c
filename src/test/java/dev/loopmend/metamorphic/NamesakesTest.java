package dev.loopmend.metamorphic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.engine.Engine;
import dev.loopmend.text.Formats;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Another project of the same repository whose modules have the same names does not matter: what
/// is found in a program is what is found in it alone.
class NamesakesTest {
  private static final String OWN = "second/src/";
  private static final String OTHER = "first/src/";

  /// Where code anywhere else may be what uses a thing: an object whose class is not visible, or a
  /// second application.
  private static final Set<String> ABOUT_ALL_OTHER_CODE =
      Set.of(
          "blocking-queue-in-coroutine: every way to make and to use one",
          "per-request-client-session: a bot with a close method: one of several items",
          "per-request-client-session: one finally closes what several modules share",
          "fixtures/golden/per-request-client-session/key-of-an-application-elsewhere",
          "fixtures/golden/per-request-client-session/routes-in-another-module",
          "fixtures/golden/per-request-client-session/routes-in-two-modules",
          "fixtures/behaviour/per-request-client-session/lifespan-that-closes-for-two-modules");

  private final Engine engine = new Engine(BuiltIn.RECIPES, BuiltIn.KNOWLEDGE, Formats.PLAIN);

  @TestFactory
  Stream<DynamicTest> emptyModulesOfTheSameNames() {
    return all("empty", _ -> Map.of(), Set.of());
  }

  /// Plain functions where the program has coroutine functions.
  @TestFactory
  Stream<DynamicTest> modulesThatDefineTheSameNames() {
    return all(
        "plain",
        program -> {
          LinkedProgram linked = LinkedProgram.of(program, BuiltIn.KNOWLEDGE);
          return new AsyncStripping().of(linked).getFirst().files();
        },
        ABOUT_ALL_OTHER_CODE);
  }

  private Stream<DynamicTest> all(
      String question, Function<Program, Map<String, String>> namesakes, Set<String> lessSure) {
    return Sample.of(Programs.all(BuiltIn.RECIPES), question).stream()
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.name(), () -> check(it, namesakes.apply(it), lessSure.contains(it.name()))));
  }

  private void check(Program program, Map<String, String> namesakes, boolean lessSure) {
    TreeMap<String, String> files = new TreeMap<>();
    program
        .files()
        .forEach(
            (path, text) -> {
              files.put(OWN + path, text);
              files.put(OTHER + path, namesakes.getOrDefault(path, ""));
            });
    UnaryOperator<Place> moved = it -> new Place(OWN + it.path(), it.offset());
    List<Found> alone = Found.in(program.check(engine), moved);
    List<Found> beside =
        Found.in(program.with(files).check(engine)).stream()
            .filter(it -> it.place().path().startsWith(OWN))
            .toList();
    if (lessSure) {
      assertThat(beside).as(program.name()).isNotEqualTo(alone);
      assertThat(beside.stream().map(NamesakesTest::reported).toList())
          .isEqualTo(alone.stream().map(NamesakesTest::reported).toList());
      assertThat(beside).allMatch(it -> alone.contains(it) || it.level().equals("report"));
    } else {
      assertThat(beside).as(program.name()).isEqualTo(alone);
    }
  }

  private static Found reported(Found found) {
    return new Found(found.recipe(), "report", found.place());
  }
}
