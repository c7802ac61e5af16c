package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What classes get from others that are bases beside them of a third one.
class MixinsTest {
  private static List<String> usesOf(String text, String function) {
    Workspace workspace = Python.file("app.py", text).model().workspace();
    return workspace.usesOf(workspace.functionNamed("app." + function).orElseThrow()).stream()
        .map(it -> it.kind() + " " + it.at().of(text) + (it.why().isEmpty() ? "" : ", maybe"))
        .toList();
  }

  private static final String CLIENTS =
      """
      class Retrying:
          def go(self):
              self.send()
              self.wait()
              self.call()
              super().call()

          def close(self):
              super().close()

          def wait(self):
              pass

          @classmethod
          def make(cls):
              return cls()

      class Sender:
          def __init__(self):
              pass

          def send(self):
              pass

          def close(self):
              pass

          def wait(self):
              pass

      class Client(Retrying, Sender):
          def alone(self):
              self.send()

      class Alone:
          def send(self):
              pass

          def call(self):
              pass
      """;

  @Test
  void methodsOfAnotherBase() {
    assertThat(usesOf(CLIENTS, "Sender.send"))
        .containsExactly("CALL self.send(), maybe", "CALL self.send()");
    assertThat(usesOf(CLIENTS, "Sender.close")).containsExactly("CALL super().close(), maybe");
    assertThat(usesOf(CLIENTS, "Sender.__init__")).containsExactly("CONSTRUCTION cls(), maybe");
    // That of the class itself comes first in all that derive from it.
    assertThat(usesOf(CLIENTS, "Sender.wait")).isEmpty();
    assertThat(usesOf(CLIENTS, "Retrying.wait")).containsExactly("CALL self.wait()");
    assertThat(usesOf(CLIENTS, "Alone.send")).isEmpty();
    assertThat(usesOf(CLIENTS, "Alone.call")).isEmpty();
  }

  @Test
  void anotherBaseInFront() {
    String text =
        """
        class Sender:
            def send(self):
                pass

            def go(self):
                self.send()

        class Quick:
            def send(self):
                pass

        class Fast(Quick, Sender):
            pass

        def use(sender: Sender, quick: Quick, fast: Fast):
            sender.send()
            quick.send()
            fast.send()
        """;

    assertThat(usesOf(text, "Sender.send"))
        .containsExactly("CALL self.send(), maybe", "CALL sender.send(), maybe");
    assertThat(usesOf(text, "Quick.send"))
        .containsExactly(
            "CALL self.send(), maybe",
            "CALL sender.send(), maybe",
            "CALL quick.send()",
            "CALL fast.send()");
  }

  @Test
  void superInADiamond() {
    String text =
        """
        class Top:
            def save(self):
                pass

        class Left(Top):
            def save(self):
                super().save()

        class Right(Top):
            def save(self):
                super().save()

        class Both(Left, Right):
            pass
        """;

    assertThat(usesOf(text, "Right.save")).containsExactly("CALL super().save(), maybe");
    assertThat(usesOf(text, "Top.save"))
        .containsExactly("CALL super().save(), maybe", "CALL super().save()");
  }

  @Test
  void whatIsOnlyDeclared() {
    String text =
        """
        from typing import Callable

        class Talks:
            send: Callable[[str], None]

            def hello(self):
                self.send("hello")

        class Sender:
            def send(self, text):
                pass

        class Client(Talks, Sender):
            pass

        Client().send("direct")
        """;

    assertThat(usesOf(text, "Sender.send"))
        .containsExactly(
            "CALL self.send(\"hello\"), maybe", "CALL Client().send(\"direct\"), maybe");
  }

  @Test
  void besideABaseThatCannotBeTold() {
    String text =
        """
        from elsewhere import base

        class Talks:
            def __init__(self, kept):
                self.kept = kept

            def hello(self):
                self.send()
                self.kept()
                super().close()

        class Client(Talks, base()):
            pass

        class Other:
            def send(self):
                pass

            def kept(self):
                pass

            def close(self):
                pass
        """;

    assertThat(usesOf(text, "Other.send")).containsExactly("POSSIBLE_CALL self.send(), maybe");
    assertThat(usesOf(text, "Other.close")).containsExactly("POSSIBLE_CALL super().close(), maybe");
    assertThat(usesOf(text, "Other.kept")).isEmpty();
  }

  @Test
  void attributesOfAnotherBase() {
    Python file =
        Python.file(
            """
            import asyncio
            import queue

            class Worker:
                def __init__(self):
                    self.items = asyncio.Queue()
                    self.done = asyncio.Queue()
                    self.kept = asyncio.Queue()

                def go(self):
                    of(self.items)  #> -
                    of(self.done)  #> -
                    of(self.kept)  #> asyncio.Queue

            class Plain:
                done = property(make)

                def __init__(self):
                    self.items = queue.Queue()
                    self.kept = None
                    of(self.items)  #> -

            class Both(Plain, Worker):
                def run(self):
                    of(self.kept)  #> asyncio.Queue

            class Alone:
                def __init__(self):
                    self.items = queue.Queue()
                    of(self.items)  #> queue.Queue
            """);

    file.expectAt(
        "of", call -> file.model().typeOf(call.arguments().getFirst().value()).orElse("-"));
  }

  @Test
  void coroutineFunctionsThatAnotherBaseReplaces() {
    Python file =
        Python.file(
            """
            class Sender:
                async def send(self):
                    pass

                async def wait(self):
                    pass

                async def go(self):
                    self.send()  #> no
                    self.wait()  #> yes

            class Quick:
                def send(self):
                    pass

            class Patient:
                async def wait(self):
                    pass

            class Fast(Quick, Patient, Sender):
                pass
            """);

    file.expect(call -> Python.word(file.model().isCoroutineFunction(call.callee())));
  }

  @Test
  void whatIsInheritedFromALibraryMayBeReplacedBeside() {
    Python file =
        Python.file(
            """
            import asyncio

            class Waiting(asyncio.Queue):
                async def go(self):
                    self.put(1)  #> no

            class Quick:
                def put(self, item):
                    pass

            class Fast(Quick, Waiting):
                pass

            class Alone(asyncio.Queue):
                async def go(self):
                    self.put(1)  #> yes
            """);

    file.expect(call -> Python.word(file.model().isCoroutineFunction(call.callee())));
  }

  @Test
  void aLibraryMayCallWhatAClassBelowHandsToIt() {
    String text =
        """
        import socketserver

        class Handles:
            def handle(self):
                pass

            def finish(self):
                pass

        class Handler(Handles, socketserver.BaseRequestHandler):
            def finish(self):
                pass
        """;
    Workspace workspace = Python.file("app.py", text).model().workspace();

    assertThat(outside(workspace, "app.Handles.handle"))
        .isEqualTo(new Answer.Unknown("socketserver.BaseRequestHandler may have a handle"));
    assertThat(outside(workspace, "app.Handles.finish").isNo()).isTrue();
  }

  private static Answer outside(Workspace workspace, String function) {
    return workspace.overridesOf(workspace.functionNamed(function).orElseThrow()).outside();
  }
}
