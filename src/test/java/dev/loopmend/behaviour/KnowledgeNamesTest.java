package dev.loopmend.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.BuiltIn;
import dev.loopmend.recipe.PythonVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What the knowledge files say of libraries, against the libraries that are installed.
class KnowledgeNamesTest {
  private static final Path SCRIPT = Path.of("fixtures", "knowledge", "names.py");

  /// Names that came after the oldest Python that is supported, each with the version that has it.
  private static final List<String> NEWER =
      List.of(
          "3.9 asyncio.AbstractEventLoop.shutdown_default_executor",
          "3.9 asyncio.Server",
          "3.9 asyncio.to_thread",
          "3.10 asyncio.AbstractEventLoop.connect_accepted_socket",
          "3.11 asyncio.Barrier",
          "3.11 asyncio.StreamWriter.start_tls",
          "3.11 asyncio.TaskGroup",
          "3.11 asyncio.Timeout");

  /// Classes whose methods are only in the classes of those who derive from them.
  private static final List<String> DERIVED_FROM =
      List.of("aiohttp.web.View", "starlette.endpoints.HTTPEndpoint");

  private Set<String> names() {
    Set<String> names = new TreeSet<>(BuiltIn.KNOWLEDGE.coroutineFunctions());
    BuiltIn.KNOWLEDGE.sets().values().forEach(names::addAll);
    return names;
  }

  @Test
  void everyNameHasItsSource() {
    assertThat(names()).allSatisfy(it -> assertThat(BuiltIn.KNOWLEDGE.sources()).containsKey(it));
  }

  @Test
  void whatBlocksIsKnownWidely() {
    Set<String> blocking = new TreeSet<>();
    BuiltIn.KNOWLEDGE
        .sets()
        .forEach(
            (set, names) -> {
              if (set.startsWith("blocking-")) {
                blocking.addAll(names);
              }
            });

    assertThat(blocking).hasSizeGreaterThan(150);
  }

  @Test
  void everyNameIsThereWhereItsLibraryIs() {
    List<Interpreter> pythons = Interpreter.found();
    for (Interpreter python : pythons) {
      List<String> asked =
          names().stream()
              .filter(it -> has(python.version(), it))
              .map(KnowledgeNamesTest::defined)
              .distinct()
              .toList();
      String told = python.answer(SCRIPT, String.join("\n", asked));

      assertThat(told.lines().filter(it -> !it.startsWith("there ")))
          .as("Python %s", python.version())
          .isEmpty();
      assertThat(told).as("Python %s", python.version()).doesNotContain("there 0");
    }
    assertThat(pythons).isNotEmpty();
  }

  private static String defined(String name) {
    return DERIVED_FROM.stream().filter(it -> name.startsWith(it + ".")).findFirst().orElse(name);
  }

  private static boolean has(PythonVersion version, String name) {
    return NEWER.stream()
        .map(it -> it.split(" ", -1))
        .filter(it -> name.equals(it[1]) || name.startsWith(it[1] + "."))
        .allMatch(it -> version.isAtLeast(PythonVersion.parse(it[0]).orElseThrow()));
  }
}
