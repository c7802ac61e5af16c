package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Stmt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whether a loop starts a task of `process` in each round, where others reach it, and waits for
/// it.
class TasksInTurnTest {
  private static String turns(String... lines) {
    String text =
        """
        import asyncio

        async def process(item):
            pass

        async def main(self, items, unknown, step):
            %s
        """
            .formatted(String.join("\n    ", lines));
    return turns(Python.project(Map.of("app/main.py", text), List.of()), "process");
  }

  private static String turns(Python.Project project, String function) {
    SemanticModel model = project.file("app/main.py").model();
    Stmt.FunctionDef def =
        model.tree().nodes().stream()
            .filter(Stmt.FunctionDef.class::isInstance)
            .map(Stmt.FunctionDef.class::cast)
            .filter(it -> it.name().equals(function))
            .findFirst()
            .orElseThrow();
    Answer answer = TasksInTurn.of(model, def, project.files());
    return answer instanceof Answer.Yes(String place) ? place : Python.word(answer);
  }

  @Test
  void aLoopThatWaitsForTheTaskOfEachRound() {
    String start = "    self.current = asyncio.create_task(process(item))";
    assertThat(turns("for item in items:", start, "    await self.current"))
        .isEqualTo("app/main.py:8");
    assertThat(turns("while True:", start, "    await asyncio.wait([self.current])"))
        .isEqualTo("app/main.py:8");
    assertThat(
            turns(
                "for item in items:",
                "    self.current = unknown(process(item))",
                "    await self.current"))
        .isEqualTo("app/main.py:8");
    assertThat(turns("for item in items:", start, "    await step()")).isEqualTo("no");
    assertThat(turns("for item in items:", start, "    print(self.current)")).isEqualTo("no");
    assertThat(turns("for item in items:", start, "await self.current")).isEqualTo("no");
    assertThat(turns("if items:", start, "    await self.current")).isEqualTo("no");
    assertThat(turns("for item in items:", "    await process(item)")).isEqualTo("no");
    assertThat(
            turns(
                "for item in items:",
                "    current = asyncio.create_task(process(item))",
                "    await current"))
        .isEqualTo("no");
    assertThat(
            turns(
                "for item in items:",
                "    async def later():",
                "        self.current = asyncio.create_task(process(item))",
                "        await self.current"))
        .isEqualTo("no");
  }

  @Test
  void whatAMethodOverridesIsStartedToo() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(
        "app/main.py",
        """
        from app.base import Worker

        class Printer(Worker):
            async def process(self, item):
                print(item)

            async def rest(self):
                pass
        """);
    texts.put(
        "app/base.py",
        """
        import asyncio

        class Worker:
            async def process(self, item):
                pass

            async def rest(self):
                pass

            async def work(self, items):
                for item in items:
                    self.current = asyncio.create_task(self.process(item))
                    await self.current
                    await self.rest()
        """);
    Python.Project project = Python.project(texts, List.of());

    assertThat(turns(project, "process")).isEqualTo("app/base.py:12");
    assertThat(turns(project, "rest")).isEqualTo("no");
  }
}
