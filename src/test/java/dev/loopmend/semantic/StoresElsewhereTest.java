package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an attribute holds that other files set too, or classes that derive from its own.
class StoresElsewhereTest {
  private static final String MODULE =
      """
      class Worker:
          def work(self): ...
      class Other:
          def work(self): ...
      class Box:
          def __init__(self):
              self.worker = Worker()
              self.spare = None
      class Crate:
          def __init__(self):
              self.worker = Other()
      box = Box()
      """;

  /// The class of `box.worker` if another file holds some code.
  private static Optional<String> typeOf(String path, String code) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("m.py", MODULE);
    files.put(path, code);
    files.put("use.py", "import m\nof(m.box.worker)\n");
    Python file = Python.project(files, List.of()).file("use.py");
    return file.model().typeOf(file.call("of").arguments().getFirst().value());
  }

  private static void assertKnown(String code) {
    assertThat(typeOf("k.py", code)).as(code).contains("m.Worker");
  }

  private static void assertUnknown(String code) {
    assertThat(typeOf("k.py", code)).as(code).isEmpty();
  }

  @Test
  void anotherFileSetsIt() {
    assertUnknown("import m\nm.box.worker = m.Other()\n");
    assertUnknown("from m import box, Other\nbox.worker = Other()\n");
    assertUnknown("import m\nm.Box.worker = m.Other()\n");
    assertUnknown("import m\ndef swap(b: m.Box, x):\n    b.worker = x\n");
    assertUnknown("import m\ndef swap(b: 'm.Box'):\n    b.worker, b.spare = m.Other(), 1\n");
    assertUnknown("import m\nwith open('x') as m.box.worker: ...\n");
    assertUnknown("import m\nfor m.box.worker in range(3): ...\n");
    assertUnknown("import m\nm.box.worker: m.Other = m.Other()\n");
  }

  @Test
  void whatCannotBeToldMayBeIt() {
    assertUnknown("import m\ndef swap(anything):\n    anything.worker = m.Other()\n");
    assertUnknown("def swap(anything, other):\n    anything.worker = other\n");
  }

  @Test
  void itIsGivenTheSameOrNothing() {
    assertKnown("import m\nm.box.worker = m.Worker()\nm.box.worker = None\n");
    assertKnown("import m\nm.box.worker = m.box.worker or m.Worker()\n");
    assertKnown("import m\ndef swap(anything, w: m.Worker):\n    anything.worker = w\n");
    assertKnown("import m\ndel m.box.worker\n");
  }

  @Test
  void itIsAnAttributeOfSomethingElse() {
    assertKnown("import m\nm.worker = m.Other()\n");
    assertKnown("import m\nm.Crate().worker = m.Other()\n");
    assertKnown("import m\ndef swap(c: m.Crate):\n    c.worker = 1\n    c.box.worker.x = 2\n");
    assertKnown("import argparse\nargparse.Namespace().worker = 1\n");
    assertKnown("import m\nclass Own:\n    def f(self):\n        self.worker = m.Other()\n");
  }

  @Test
  void aClassThatDerivesFromItsOwnSetsIt() {
    assertUnknown(
        "import m\nclass Big(m.Box):\n    def f(self):\n        self.worker = m.Other()\n");
    assertUnknown("import m\nclass Big(m.Box):\n    worker = m.Other()\n");
    assertUnknown("import m\nclass Big(m.Box):\n    worker: m.Other\n");
    assertUnknown(
        "import m\nclass Big(m.Box):\n    @property\n    def worker(self):\n        return 1\n");
    assertKnown(
        "import m\nclass Big(m.Box):\n    def f(self):\n        self.worker = m.Worker()\n");
    assertKnown("import m\nclass Big(m.Box):\n    worker = None\n");
    assertKnown("import m\nclass Big(m.Box):\n    worker: m.Worker\n");
    assertKnown(
        "import m\nclass Big(m.Box):\n    @property\n    def worker(self) -> m.Worker: ...\n");
    assertKnown("import m\nclass Big(m.Crate):\n    worker = m.Box()\n");
  }

  @Test
  void aTestPutsThereWhatItLikes() {
    assertThat(typeOf("tests/k.py", "import m\nm.box.worker = m.Other()\n")).contains("m.Worker");
    for (String path : List.of("a/test_k.py", "test_k.py")) {
      assertThat(typeOf(path, "import m\nclass Big(m.Box):\n    worker = m.Other()\n"))
          .as(path)
          .contains("m.Worker");
    }
  }

  @Test
  void twoAttributesThatAreGivenEachOtherHoldWhatEitherIsGiven() {
    String module =
        """
        class Worker: ...
        class Other: ...
        class Box:
            def __init__(self):
                self.one = Worker()
                self.two = Worker()
        box = Box()
        """;
    String swapped = "import m\nm.box.one = m.box.two\nm.box.two = m.box.one\n";
    String use = "import m\nfirst(m.box.one)\nthen(m.box.two)\n";
    Map<String, String> files = new LinkedHashMap<>();
    files.put("m.py", module);
    files.put("k.py", swapped + "m.box.one = m.Other()\n");
    files.put("use.py", use);
    Python file = Python.project(files, List.of()).file("use.py");

    for (String asked : List.of("first", "then")) {
      Expr given = file.call(asked).arguments().getFirst().value();
      assertThat(file.model().typeOf(given)).as(asked).isEmpty();
    }
  }

  @Test
  void aClassOfALibraryMayBeABaseOfIt() {
    assertThat(holder("def f(base: lib.Base): base.held = 1")).isEmpty();
    assertThat(holder("def f(other: lib.Other): other.held = 1")).contains("m.Worker");
  }

  /// The class of `Box().held` if a file of its own holds some code.
  private static Optional<String> holder(String code) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "m.py",
        "import lib\n"
            + "class Worker: ...\n"
            + "class Box(lib.Base):\n"
            + "    def __init__(self):\n"
            + "        self.held = Worker()\n");
    files.put("k.py", "import lib\n" + code + "\n");
    files.put("use.py", "import m\nof(m.Box().held)\n");
    Python file = Python.project(files, List.of()).file("use.py");
    return file.model().typeOf(file.call("of").arguments().getFirst().value());
  }

  @Test
  void aChainOfObjectsOfOneKind() {
    String text =
        """
        class Node:
            def __init__(self):
                self.next = Inner()

        class Inner:
            def __init__(self):
                self.next = None

            def work(self):
                pass

        class Other:
            def work(self):
                pass

        one = Node()
        two = Node()
        one.next.work()

        def put(node: Node):
            two.next.next = Inner()
            node.next = Other()
            two.next.work()
        """;
    Workspace workspace = Python.file("app.py", text).model().workspace();
    FunctionRef work = workspace.functionNamed("app.Inner.work").orElseThrow();

    assertThat(workspace.usesOf(work))
        .extracting(FunctionUse::kind)
        .containsExactly(FunctionUse.Kind.POSSIBLE_CALL, FunctionUse.Kind.POSSIBLE_CALL);
  }

  /// Whether `box.open()` surely runs the method of the class if another file holds some code.
  private static boolean isSure(String code) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "m.py",
        """
        class Box:
            def open(self): ...
            def close(self): ...
            def make(self):
                return self.close()
        """);
    files.put("z.py", code);
    files.put("use.py", "import m\nm.Box().open()\n");
    return Python.project(files, List.of()).file("use.py").target("m.Box().open").isPresent();
  }

  @Test
  void somebodyReplacesAMethod() {
    assertThat(isSure("import m\nm.Box().close = 1\n")).isTrue();
    assertThat(isSure("import m\nm.open = 1\n")).isTrue();
    assertThat(isSure("class Lid:\n    pass\nLid().open = 1\n")).isTrue();
    assertThat(isSure("import m\nm.Box().open = m.Box().make\n")).isFalse();
    assertThat(isSure("import m\nm.Box().open = m.Box().make()\n")).isFalse();
    assertThat(isSure("import m\ndef f(anything, value):\n    anything.open = value\n")).isFalse();
  }
}
