package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.parse.ParseResult;
import dev.loopmend.parse.PythonParser;
import dev.loopmend.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Linking as a whole: what it must not depend on, and how much work it is.
class LinkTest {
  private static Summary summary(String path, String text) {
    if (PythonParser.parse(text, PythonParser.Dialect.PYTHON)
        instanceof ParseResult.Parsed(SyntaxTree tree)) {
      return Summaries.summarize(path, tree);
    }
    throw new AssertionError(text);
  }

  private static List<Summary> summaries(Map<String, String> files) {
    List<Summary> summaries = new ArrayList<>();
    files.forEach((path, text) -> summaries.add(summary(path, text)));
    return summaries;
  }

  /// Everything that a workspace says of its functions, as text.
  private static String told(Workspace workspace, Iterable<String> paths) {
    StringBuilder told = new StringBuilder();
    for (String path : paths) {
      for (FunctionRef function : workspace.functionsOf(path)) {
        told.append(function).append('\n').append(workspace.contextOf(function)).append('\n');
        told.append(workspace.usesOf(function)).append('\n');
        told.append(workspace.overridesOf(function)).append('\n');
        told.append(workspace.calleesOf(function)).append('\n');
      }
    }
    return told.toString();
  }

  @Test
  void orderOfFilesDoesNotMatter() {
    for (int seed = 0; seed < 5; seed++) {
      Map<String, String> files = GeneratedProject.of(seed, 12);
      List<Summary> summaries = summaries(files);
      String first = told(Workspace.link(summaries, Facts.ALL), files.keySet());
      Collections.shuffle(summaries, new Random(seed));

      assertThat(told(Workspace.link(summaries, Facts.ALL), files.keySet())).isEqualTo(first);
      assertThat(first).contains("OnLoop").contains("OffLoop").contains("Unknown");
    }
  }

  @Test
  void workGrowsWithTheProject() {
    long small = Workspace.link(summaries(GeneratedProject.of(1, 50)), Facts.ALL).steps();
    long large = Workspace.link(summaries(GeneratedProject.of(1, 500)), Facts.ALL).steps();

    assertThat(small).isGreaterThan(1000);
    assertThat(large).isLessThan(small * 12);
  }

  @Test
  void everyCallOnTheWayFromTheLoopOrFromNobodyIsWork() {
    for (String start : List.of("async def f0", "def f0", "f1()\ndef f0")) {
      StringBuilder chain = new StringBuilder(start).append("():\n    f1()\n");
      for (int at = 1; at <= 1000; at++) {
        chain.append("def f").append(at).append("():\n    f").append(at + 1).append("()\n");
      }
      Map<String, String> files = Map.of("chain.py", chain.toString());

      // A thousand uses, and as many steps from a function to the next.
      assertThat(Workspace.link(summaries(files), Facts.ALL).steps()).isGreaterThan(1900);
    }
  }

  @Test
  void aNameThatMayBeAMethodOfSomethingUnknown() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("lib.py", "import thing\nwork = thing.make().work\n");
    files.put(
        "use.py",
        """
        try:
            from lib import work
        except ImportError:
            def work():
                pass
        def sure():
            pass
        work()
        sure()
        None()
        {}["a"]()
        "a"()
        class Odd:
            def run(self):
                super()()
        """);
    Python file = Python.project(files, List.of()).file("use.py");

    assertThat(file.target("work")).isEmpty();
    assertThat(file.target("sure")).isPresent();
    assertThat(file.target("None")).isEmpty();
    assertThat(file.target("{}[\"a\"]")).isEmpty();
    assertThat(file.target("\"a\"")).isEmpty();
    assertThat(file.target("super()")).isEmpty();
  }

  @Test
  void movedTextIsNotLinkedAgain() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("jobs.py", "def work():\n    pass\n");
    String app = "import jobs\nasync def main():\n    jobs.work()\n";
    files.put("app.py", app);
    Workspace workspace = Workspace.link(summaries(files), Facts.ALL);
    FunctionRef work = workspace.functionNamed("jobs.work").orElseThrow();
    String moved = "# more\n\nimport jobs\nasync def main():\n    (jobs.work())\n";

    Summary jobs = summary("jobs.py", files.getOrDefault("jobs.py", ""));
    Workspace after = workspace.movedTo(List.of(jobs, summary("app.py", moved))).orElseThrow();

    assertThat(after.usesOf(work).getFirst().at().of(moved)).isEqualTo("jobs.work()");
    assertThat(workspace.usesOf(work).getFirst().at().of(files.getOrDefault("app.py", "")))
        .isEqualTo("jobs.work()");
    assertThat(after.link()).isSameAs(workspace.link());
    Summary other = summary("app.py", "import jobs\njobs.work()\n");
    assertThat(workspace.movedTo(List.of(jobs, other))).isEmpty();
    assertThat(workspace.movedTo(List.of(jobs, summary("app.py", app + "    jobs.work()\n"))))
        .isEmpty();
    assertThat(workspace.movedTo(List.of(jobs))).isEmpty();
    assertThat(workspace.movedTo(List.of(jobs, summary("more.py", "")))).isEmpty();
  }

  @Test
  void aNameThatIsDeletedMeansSomethingElse() {
    String text = "def work(): pass\ndef go():\n    run = work\n    run()\n";
    Workspace workspace = Workspace.link(List.of(summary("app.py", text)), Facts.ALL);

    assertThat(workspace.movedTo(List.of(summary("app.py", text + "    # del run\n")))).isPresent();
    assertThat(workspace.movedTo(List.of(summary("app.py", text + "    del run\n")))).isEmpty();
  }

  @Test
  void aNameThatIsBoundOtherwiseMeansSomethingElse() {
    String text = "def go(box):\n    run = box\n    run.work()\n";
    Workspace workspace = Workspace.link(List.of(summary("app.py", text)), Facts.ALL);

    for (String bound : List.of("run, = box", "run = box\n    run = box", "[*run] = box")) {
      Summary now = summary("app.py", text.replace("run = box", bound));
      assertThat(workspace.movedTo(List.of(now))).as(bound).isEmpty();
    }
  }

  @Test
  void onlyAFileThatIsNotInTheWorkspaceIsLinkedForAModel() {
    Python.Project project = Python.project(Map.of("app.py", "def work(): pass\n"), List.of());
    Workspace workspace = project.workspace();

    assertThat(project.file("app.py").model().workspace()).isSameAs(workspace);
    SemanticModel more = SemanticModel.of(workspace, "app.py", Python.parse("x = lambda: 1\n"));
    assertThat(more.workspace()).isSameAs(workspace);
    SemanticModel other = SemanticModel.of(workspace, "app.py", Python.parse("x = 1\n"));
    assertThat(other.workspace().functionsOf("app.py")).hasSize(1);
    assertThat(project.file("new.py").model().workspace().functionsOf("new.py")).hasSize(1);
  }

  @Test
  void chainsBeginInTheFirstFile() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("jobs.py", "def work():\n    pass\n");
    for (String path : List.of("z/a.py", "b.py", "web.py", "api/views.py", "c.py", "a/z.py")) {
      files.put(path, "import jobs\nasync def main():\n    jobs.work()\n");
    }
    Workspace workspace = Workspace.link(summaries(files), Facts.ALL);
    FunctionRef work = workspace.functionNamed("jobs.work").orElseThrow();

    assertThat(workspace.contextOf(work))
        .isInstanceOfSatisfying(
            LoopContext.OnLoop.class,
            it -> assertThat(it.chain().getFirst().path()).isEqualTo("a/z.py"));
  }

  @Test
  void whatAFunctionIsGivenItDoesNotCallItself() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "app.py",
        """
        from typing import overload
        async def runs(fn):
            fn()
            load(1)
        def work(): ...
        async def main():
            await runs(work)
        @overload
        def load(x: int): ...
        @overload
        def load(x: str): ...
        def load(x): ...
        """);
    Workspace workspace = Workspace.link(summaries(files), Facts.ALL);
    FunctionRef runs = workspace.functionNamed("app.runs").orElseThrow();
    FunctionRef load = workspace.functionNamed("app.load").orElseThrow();

    assertThat(load.index()).isEqualTo(6);
    assertThat(workspace.calleesOf(runs)).containsExactly(load);
    assertThat(workspace.contextOf(workspace.functionNamed("app.work").orElseThrow()))
        .isInstanceOf(LoopContext.OnLoop.class);
  }

  /// After an edit all is told as if the files had just been read.
  @Test
  void editsOfOneFile() {
    String app =
        """
        class Base:
            def run(self): pass
            @property
            def size(self): pass
        class Job(Base):
            def stop(self): pass
        async def main(job: Job, thing):
            job.run()
            job.stop()
            job.size
            thing.stop()
        """;
    Map<String, String> files = new LinkedHashMap<>();
    files.put("a.py", "class Used:\n    def stop(self): pass\ndef used(): pass\n");
    files.put("app.py", app);
    files.put("z.py", "import a\nasync def go(thing):\n    a.used()\n    thing.stop()\n");
    Workspace before = Workspace.link(summaries(files), Facts.ALL);

    for (String now :
        List.of(
            app,
            app + "\nasync def more():\n    await main(1, 2)\n",
            "def first(): pass\nclass First: pass\n" + app,
            app.replace("Job(Base)", "Job"),
            app.replace("def stop", "def run"),
            app.replace("def stop", "def stop_it"),
            app.replace("@property", "@other.setter"),
            app.replace("@property", "@staticmethod"),
            app.replace("class Job(Base)", "class Base(Base)"),
            app.replace("class Base", "class Root"),
            app.replace("async def main", "def main"),
            app.substring(app.indexOf("class Job")),
            "")) {
      files.put("app.py", now);
      List<Summary> summaries = summaries(files);

      assertThat(told(before.editedTo(summaries).orElseThrow(), files.keySet()))
          .as(now)
          .isEqualTo(told(Workspace.link(summaries, Facts.ALL), files.keySet()));
    }
    assertThat(before.editedTo(summaries(Map.of("app.py", app)))).isEmpty();
    files.put("y.py", "");
    files.remove("z.py");
    assertThat(before.editedTo(summaries(files))).isEmpty();
  }

  /// What a class is by its name, its bases and its methods may be all that changes.
  @Test
  void editsOfTheOnlyClassOfAFile() {
    String app =
        """
        import base
        class Job(base.Base):
            @property
            def size(self): pass
            @size.setter
            def size(self, value): pass
            def stop(self): pass
        def use(job: Job, work: Work, thing):
            thing.stop()
            thing.halt()
            job.run()
            job.stop()
            job.halt()
            job.size = 1
            job.size
            work.stop()
        """;
    List<String> versions =
        List.of(
            app,
            app.replace("base.Base", "base.Other"),
            app.replace("class Job", "class Work"),
            app.replace("def stop", "def halt"),
            app.replace("@size.setter", "@property"),
            app.replace("@size.setter", "@overload"),
            app + "Job = None\n");
    for (String was : versions) {
      Map<String, String> files = new LinkedHashMap<>();
      files.put("app.py", was);
      files.put(
          "base.py", "class Base:\n  def run(self): pass\nclass Other:\n  def run(self): pass\n");
      Workspace before = Workspace.link(summaries(files), Facts.ALL);
      for (String is : versions) {
        files.put("app.py", is);
        List<Summary> summaries = summaries(files);

        assertThat(told(before.editedTo(summaries).orElseThrow(), files.keySet()))
            .as(was + "\n->\n" + is)
            .isEqualTo(told(Workspace.link(summaries, Facts.ALL), files.keySet()));
      }
    }
  }

  @Test
  void editsThatTakeTheLastClassAway() {
    String app = "import work\ndef use(job: work.Job):\n    job.stop()\n";
    Map<String, String> files = new LinkedHashMap<>();
    files.put("app.py", app);
    files.put("work.py", "class Job:\n    def stop(self): pass\n");
    Workspace before = Workspace.link(summaries(files), Facts.ALL);
    files.put("app.py", app + "    job.stop()\n");
    files.put("work.py", "");
    List<Summary> summaries = summaries(files);

    assertThat(told(before.editedTo(summaries).orElseThrow(), files.keySet()))
        .isEqualTo(told(Workspace.link(summaries, Facts.ALL), files.keySet()));
  }

  @Test
  void editsThatMakeTheFirstClass() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("app.py", "def use(job: Job):\n    job.stop()\n");
    files.put("work.py", "");
    Workspace before = Workspace.link(summaries(files), Facts.ALL);
    files.put("app.py", "class Job:\n    def stop(self): pass\n" + files.get("app.py"));
    List<Summary> summaries = summaries(files);

    assertThat(told(before.editedTo(summaries).orElseThrow(), files.keySet()))
        .isEqualTo(told(Workspace.link(summaries, Facts.ALL), files.keySet()));
  }

  /// The functions of a base beside a class have other numbers once a file in front has more.
  @Test
  void editsInFrontOfClassesBesideEachOther() {
    String app =
        """
        import base
        class Job:
            def go(self):
                self.send()
        class Both(Job, base.Sender): pass
        """;
    Map<String, String> files = new LinkedHashMap<>();
    files.put("a.py", "def one(): pass\n");
    files.put("app.py", app);
    files.put("base.py", "class Sender:\n  def send(self): pass\n  def close(self): pass\n");
    Workspace before = Workspace.link(summaries(files), Facts.ALL);
    files.put("a.py", "def one(): pass\ndef two(): pass\n");
    files.put("app.py", app.replace("self.send()", "self.send(1)\n        self.send(2)"));
    List<Summary> summaries = summaries(files);

    assertThat(told(before.editedTo(summaries).orElseThrow(), files.keySet()))
        .isEqualTo(told(Workspace.link(summaries, Facts.ALL), files.keySet()))
        .contains("send");
  }

  @Test
  void modulesThatTakeANameFromEachOther() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("one.py", "try:\n    from two import f\nexcept ImportError:\n    def f(): pass\n");
    files.put("two.py", "from one import f\n");
    files.put("use.py", "import one, two\nasync def main():\n    one.f()\n    two.f()\n");
    Workspace workspace = Workspace.link(summaries(files), Facts.ALL);
    FunctionRef f = workspace.functionsOf("one.py").get(1);

    assertThat(workspace.usesOf(f))
        .extracting(FunctionUse::kind)
        .containsExactly(FunctionUse.Kind.CALL, FunctionUse.Kind.CALL);
  }

  @Test
  void namesOfAFile() {
    String text = "import time\ntime.sleep(1)\n";

    assertThat(NamedPlace.of(Python.file(text).model()))
        .extracting(it -> it.at().of(text))
        .containsExactly("time.sleep", "time");
  }

  @Test
  void modelsNameFunctionsOfOtherFiles() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("pkg/__init__.py", "from pkg.base import Base as Root, work as labour\n");
    files.put("pkg/base.py", "def work(): pass\nclass Base:\n    def run(self): pass\n");
    files.put(
        "use.py",
        """
        from pkg import Root, labour
        class Own(Root):
            def go(self):
                self.run()
                labour()
                (lambda: labour())()
                unknown()
        """);
    Python.Project project = Python.project(files, List.of());
    SemanticModel model = project.file("use.py").model();
    FunctionRef go = new FunctionRef("use.py", 1, "Own.go");
    FunctionRef lambda = new FunctionRef("use.py", 2, "Own.go.<locals>.<lambda>");

    assertThat(project.file("use.py").target("self.run"))
        .contains(new FunctionRef("pkg/base.py", 2, "Base.run"));
    assertThat(project.file("use.py").target("labour"))
        .contains(new FunctionRef("pkg/base.py", 1, "work"));
    assertThat(project.file("use.py").target("unknown")).isEmpty();
    assertThat(model.nodeOf(go).map(model::refOf)).contains(go);
    assertThat(model.nodeOf(lambda).map(model::refOf)).contains(lambda);
    assertThat(model.nodeOf(new FunctionRef("use.py", 9, "x"))).isEmpty();
    assertThat(project.workspace().functionNamed("pkg.labour"))
        .contains(new FunctionRef("pkg/base.py", 1, "work"));
    assertThat(project.workspace().calleesOf(go)).hasSize(3);
    assertThat(project.workspace().spanOf(lambda)).isPresent();
    assertThat(NamedPlace.of(model))
        .anyMatch(it -> it.qualifiedName().equals(Optional.of("pkg.base.Base.run")));
  }

  @Test
  void cyclesEnd() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("a.py", "from b import x, B\nfrom b import *\nclass A(B): pass\ny = x\n");
    files.put(
        "b.py",
        "from a import y as x, A\nfrom a import *\nclass B(A):\n    def m(self): self.m()\n");
    files.put("c.py", "from a import A, x\nasync def main(a: A):\n    a.m()\n    x()\n    a.n()\n");
    Workspace workspace = Workspace.link(summaries(files), Facts.ALL);

    assertThat(workspace.contextOf(workspace.functionNamed("b.B.m").orElseThrow()))
        .isInstanceOf(LoopContext.Unknown.class);
    assertThat(workspace.functionNamed("a.x")).isEmpty();
  }

  @Test
  void longChainsEnd() {
    int count = 3000;
    StringBuilder text = new StringBuilder("class C0:\n    def m(self): pass\n");
    text.append("def f0(): pass\na0 = f0\nv0 = C0()\n");
    for (int at = 1; at <= count; at++) {
      int before = at - 1;
      text.append("a").append(at).append(" = a").append(before).append('\n');
      text.append("v").append(at).append(" = v").append(before).append('\n');
      text.append("class C").append(at).append("(C").append(before).append("): pass\n");
      text.append("def f").append(at).append("():\n    f").append(before).append("()\n");
    }
    text.append("async def main():\n    f").append(count).append("()\n    a").append(count);
    text.append("()\n    v").append(count).append(".m()\n    C").append(count).append("().m()\n");
    Workspace workspace = Workspace.link(List.of(summary("long.py", text.toString())), Facts.ALL);

    FunctionRef first = workspace.functionNamed("long.f0").orElseThrow();
    assertThat(workspace.contextOf(first)).isInstanceOf(LoopContext.OnLoop.class);
    FunctionRef next = workspace.functionNamed("long.f1").orElseThrow();
    assertThat(workspace.contextOf(next))
        .isInstanceOfSatisfying(
            LoopContext.OnLoop.class, it -> assertThat(it.chain()).hasSize(count + 1));
  }

  @Test
  void twinsAreAllReached() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "compat.py",
        """
        import sys
        if sys.platform == "linux":
            def poll():
                pass
        else:
            def poll():
                pass
        """);
    files.put("app.py", "from compat import poll\nasync def main():\n    poll()\n");
    Workspace workspace = Workspace.link(summaries(files), Facts.ALL);

    assertThat(workspace.functionNamed("compat.poll")).isEmpty();
    for (FunctionRef poll : workspace.functionsOf("compat.py").subList(1, 3)) {
      assertThat(workspace.contextOf(poll)).isInstanceOf(LoopContext.OnLoop.class);
      assertThat(workspace.usesOf(poll)).hasSize(1);
    }
  }

  @Test
  void whatWasNotReadIsUnknown() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "app.py",
        """
        from lib import Base, make, thing
        class Own(Base):
            def run(self):
                self.step()
            def step(self):
                pass
        async def main():
            make().step()
            thing.step()
        """);
    Workspace workspace = Workspace.of(List.of("lib.py"), summaries(files), Facts.ALL);
    FunctionRef step = workspace.functionNamed("app.Own.step").orElseThrow();

    assertThat(workspace.contextOf(step)).isInstanceOf(LoopContext.Unknown.class);
    assertThat(workspace.overridesOf(step).outside()).isInstanceOf(Answer.Unknown.class);
    assertThat(workspace.usesOf(step).stream().map(FunctionUse::kind))
        .containsExactly(
            FunctionUse.Kind.CALL, FunctionUse.Kind.POSSIBLE_CALL, FunctionUse.Kind.POSSIBLE_CALL);
  }

  /// What a file that was not edited uses of one that was goes by the names of the functions.
  @Test
  void editsThatGiveFunctionsOtherNumbers() {
    String app =
        """
        def first(): pass
        def second(): pass
        def first(): pass
        def third():
            other.work()
        class Job:
            def run(self): pass
        """;
    Map<String, String> files = new LinkedHashMap<>();
    files.put("app.py", app);
    files.put(
        "use.py",
        """
        import app
        def go(job: app.Job):
            app.second()
            app.third()
            job.run()
        def again():
            app.second()
        """);
    Workspace before = Workspace.link(summaries(files), Facts.ALL);
    for (String now :
        List.of(
            "def zero(): pass\n" + app,
            app.replace("def second", "def zero(): pass\ndef second"),
            app.replace("def first(): pass\ndef third", "def third"),
            app.replace("def third():\n    other.work()\n", ""),
            app.replace("class Job", "def last(): pass\nclass Job"))) {
      files.put("app.py", now);
      List<Summary> summaries = summaries(files);

      assertThat(told(before.editedTo(summaries).orElseThrow(), files.keySet()))
          .as(now)
          .isEqualTo(told(Workspace.link(summaries, Facts.ALL), files.keySet()))
          .contains("use.py");
    }
  }

  @Test
  void aFileThatWasNotEditedIsNotLookedAtAgain() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("app.py", "def work(): pass\n");
    files.put("use.py", "import app\ndef go():\n    app.work()\n");
    Workspace before = Workspace.link(summaries(files), Facts.ALL);
    FunctionRef go = before.functionNamed("use.go").orElseThrow();
    files.put("app.py", "def work(): pass\ndef work(): pass\n");
    Workspace after = before.editedTo(summaries(files)).orElseThrow();

    assertThat(after.calleesOf(go)).isEqualTo(before.calleesOf(go)).hasSize(1);
    assertThat(Workspace.link(summaries(files), Facts.ALL).calleesOf(go)).hasSize(2);
  }
}
