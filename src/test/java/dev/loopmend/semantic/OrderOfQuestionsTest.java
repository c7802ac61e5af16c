package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is found out of a value is the same whatever was asked before.
class OrderOfQuestionsTest {
  private static final String CHAIN =
      """
      class Node:
          def __init__(self):
              self.next = Inner()

      class Inner:
          def __init__(self):
              self.next = None

      one = Node()
      two = Node()
      """;

  /// The types of the arguments of calls of `of` by their text, with the files of the calls in an
  /// order.
  private static Map<String, String> types(String module, List<String> asked) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("m.py", module);
    for (int at = 0; at < asked.size(); at++) {
      files.put("use" + at + ".py", "import m\nof(" + asked.get(at) + ").run()\n");
    }
    Python.Project project = Python.project(files, List.of());
    Map<String, String> found = new TreeMap<>();
    for (int at = 0; at < asked.size(); at++) {
      SemanticModel model = project.file("use" + at + ".py").model();
      for (Node node : model.tree().nodes()) {
        if (node instanceof Expr.Call call && model.tree().textOf(call.callee()).equals("of")) {
          Expr value = call.arguments().getFirst().value();
          found.put(model.tree().textOf(value), model.typeOf(value).orElse("-"));
        }
      }
    }
    return found;
  }

  private static void assertSame(String module, List<String> asked) {
    Map<String, String> first = types(module, asked);
    List<String> reversed = new ArrayList<>(asked.reversed());
    assertThat(types(module, reversed)).isEqualTo(first);
    // Each as the only question.
    asked.forEach(
        it -> assertThat(types(module, List.of(it))).containsEntry(it, first.getOrDefault(it, "")));
  }

  @Test
  void attributesThatAreSetThroughThemselves() {
    String module = CHAIN + "two.next.next = Inner()\n";
    assertSame(module, List.of("m.one.next", "m.two.next", "m.two.next.next"));
  }

  @Test
  void attributesThatOthersAreSetThrough() {
    String module =
        """
        class Item:
            pass

        class Left:
            def __init__(self):
                self.right = Right()
                self.item = Item()

        class Right:
            def __init__(self):
                self.left = Left()
                self.item = Item()

        left = Left()
        right = Right()
        left.right.left = Left()
        right.left.right = Right()
        left.right.item = right.left.item
        """;
    assertSame(
        module, List.of("m.left.right", "m.right.left", "m.left.item", "m.left.right.left.item"));
  }

  @Test
  void valuesThatAreOthersOrTheirOwn() {
    String module =
        """
        class Item:
            pass

        def first(given=None):
            known = given or second()
            return known or Item()

        def second():
            found = first()
            return found

        one = first()
        two = second()
        three = one or two or Item()
        """;
    assertSame(module, List.of("m.one", "m.two", "m.three", "m.first()", "m.second()"));
  }

  /// A name that is too far from its value to be followed makes none unknown that is nearer.
  @Test
  void namesFarBehindOthers() {
    StringBuilder module = new StringBuilder("import asyncio\nn0 = asyncio.Queue()\n");
    for (int at = 1; at < 220; at++) {
      module.append("n").append(at).append(" = n").append(at - 1).append("\n");
    }
    Map<String, String> found = types(module.toString(), List.of("m.n210", "m.n120"));
    assertThat(found).containsEntry("m.n210", "-").containsEntry("m.n120", "asyncio.Queue");
    assertThat(types(module.toString(), List.of("m.n120"))).containsValue("asyncio.Queue");
  }
}
