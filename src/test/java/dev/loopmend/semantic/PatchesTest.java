package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What tests of the project replace, and what they must not silence.
class PatchesTest {
  private static final String BY_MODULE = "import time\nimport asyncio\ntime.sleep(1)\n";
  private static final String BY_NAME = "from time import sleep\nsleep(1)\n";

  private static String patched(String test, String path) {
    Python.Project project =
        Python.project(
            Map.of(
                "app/__init__.py", "",
                "app/jobs.py", BY_MODULE,
                "app/named.py", BY_NAME,
                "tests/test_it.py", test),
            List.of("app/unread.py"));
    return Python.word(reached(project.file(path).model(), "time.sleep"));
  }

  /// Whether tests replace what a file calls that is named so.
  private static Answer reached(SemanticModel model, String name) {
    Expr.Call call =
        model.tree().nodes().stream()
            .filter(Expr.Call.class::isInstance)
            .map(Expr.Call.class::cast)
            .filter(it -> model.tree().textOf(it.callee()).endsWith("sleep"))
            .findFirst()
            .orElseThrow();
    return model.patchedByTests(name, call.callee());
  }

  /// A test beside two services may mean either, one below the second only that.
  @Test
  void modulesOfOneName() {
    for (String test :
        List.of(
            "from unittest.mock import patch\npatch('app.named.sleep')\n",
            "from app import named\ndef test(m):\n    m.patch.object(named, 'sleep')\n")) {
      for (String place : List.of("tests/test_it.py", "b/src/test_it.py")) {
        Python.Project project =
            Python.project(
                Map.of("a/src/app/named.py", BY_NAME, "b/src/app/named.py", BY_NAME, place, test),
                List.of());
        boolean either = place.startsWith("tests") || test.contains("'app");
        assertThat(reached(project.file("a/src/app/named.py").model(), "time.sleep").isYes())
            .as(place + test)
            .isEqualTo(either);
        assertThat(reached(project.file("b/src/app/named.py").model(), "time.sleep").isYes())
            .as(place + test)
            .isTrue();
      }
    }
  }

  @Test
  void patchesThatReachEverybody() {
    for (String test :
        List.of(
            "from unittest import mock\nmock.patch('time.sleep')\n",
            "from unittest.mock import patch\n@patch('time.sleep')\ndef test(): pass\n",
            "from unittest.mock import patch\nwith patch('app.jobs.time.sleep'): pass\n",
            "import time\nfrom unittest.mock import patch\npatch.object(time, 'sleep')\n",
            "import time\ndef test(monkeypatch):\n    monkeypatch.setattr(time, 'sleep', f)\n",
            "def test(monkeypatch):\n    monkeypatch.setattr('time.sleep', f)\n",
            "def test(mocker):\n    mocker.patch('time.sleep')\n",
            "from app import jobs\ndef test(m):\n    m.patch.object(jobs.time, 'sleep')\n",
            "import app.jobs\ndef test(m):\n    m.setattr(app.jobs.time, 'sleep', f)\n",
            "import time\ntime.sleep = f\n",
            "from unittest.mock import patch\npatch.multiple('time', sleep=f)\n",
            "T = 'time.sleep'\nfrom unittest.mock import patch\npatch(T)\n",
            "T = 'os.fork'\nT = 'time.sleep'\nfrom unittest.mock import patch\npatch(T)\n",
            "def test(m):\n    m.setattr('time.sleep', f, raising=False)\n",
            "from unittest.mock import patch\npatch(target='time.sleep')\n",
            "from unittest.mock import patch\npatch(new=f, target='app.jobs.time.sleep')\n",
            "import time\nfrom unittest.mock import patch\n"
                + "patch.object(target=time, attribute='sleep')\n",
            "import time\nfrom unittest.mock import patch\n"
                + "patch.object(time, attribute='sleep')\n",
            "from unittest.mock import patch\npatch.multiple(target='time', sleep=f)\n",
            "def test(m):\n    m.setattr(target='time.sleep', name=f)\n",
            "import time\ndef test(m):\n    m.setattr(time, name='sleep', value=f)\n",
            "if fast:\n"
                + "    import fast as clock\n"
                + "else:\n"
                + "    import time as clock\n"
                + "clock.sleep = f\n")) {
      assertThat(patched(test, "app/jobs.py")).as(test).isEqualTo("yes");
      assertThat(patched(test, "app/named.py")).as(test).isEqualTo("yes");
    }
  }

  @Test
  void patchesThatReachOneModule() {
    String byName = "from unittest import mock\nmock.patch('app.named.sleep')\n";
    assertThat(patched(byName, "app/named.py")).isEqualTo("yes");
    assertThat(patched(byName, "app/jobs.py")).isEqualTo("no");

    String wholeModule = "from unittest import mock\nmock.patch('app.jobs.time')\n";
    assertThat(patched(wholeModule, "app/jobs.py")).isEqualTo("yes");
    assertThat(patched(wholeModule, "app/named.py")).isEqualTo("no");

    String imported = "from app import jobs\ndef test(m):\n    m.setattr(jobs, 'time', Fake())\n";
    assertThat(patched(imported, "app/jobs.py")).isEqualTo("yes");
    assertThat(patched(imported, "app/named.py")).isEqualTo("no");
  }

  @Test
  void whatAPatchOfSeveralNamesIsTold() {
    for (String name :
        List.of("target", "spec", "create", "spec_set", "autospec", "new_callable", "nap")) {
      Map<String, String> texts =
          Map.of(
              "app/jobs.py",
              "from time import sleep as " + name + "\n" + name + "(1)\n",
              "test_jobs.py",
              "from unittest.mock import patch\n"
                  + "patch.multiple('app.jobs', autospec=a, create=b, new_callable=c, spec=d,"
                  + " spec_set=e, nap=f)\n");
      Python jobs = Python.project(texts, List.of()).file("app/jobs.py");
      Answer answer = jobs.model().patchedByTests("time.sleep", jobs.call(name).callee());
      assertThat(Python.word(answer)).as(name).isEqualTo(name.equals("nap") ? "yes" : "no");
    }
    String test = "from unittest.mock import patch\npatch.multiple(sleep=f, target='time')\n";
    assertThat(patched(test, "app/jobs.py")).isEqualTo("yes");
    String other = "from unittest.mock import patch\npatch.multiple('time', nap=f)\n";
    assertThat(patched(other, "app/jobs.py")).isEqualTo("no");
    for (String module : List.of("'time'", "time")) {
      String any =
          "import time\nfrom unittest.mock import patch\npatch.multiple(" + module + ", **fakes)\n";
      assertThat(patched(any, "app/jobs.py")).as(any).isEqualTo("yes");
    }
  }

  @Test
  void namesOfAModuleThatStandForNothingKnown() {
    String either =
        "try:\n    from fast import sleep\nexcept ImportError:\n    from time import sleep\n";
    String text = either + "LIMIT = compute()\nbox = compute()\n";
    assertThat(patchedName(text + "sleep(1)\n", "sleep")).isEqualTo("unknown");
    assertThat(patchedName(text + "sleep(1)\n", "LIMIT")).isEqualTo("no");
    assertThat(patchedName(text + "box.time.sleep(1)\n", "box")).isEqualTo("unknown");
    assertThat(patchedName(text + "box().sleep(1)\n", "LIMIT")).isEqualTo("unknown");
  }

  /// Whether a test that replaces a name of a module may mean `time.sleep`, which it calls last.
  private static String patchedName(String text, String name) {
    Map<String, String> texts =
        Map.of(
            "app/jobs.py",
            text,
            "test_jobs.py",
            "from unittest import mock\nmock.patch('app.jobs." + name + "')\n");
    SemanticModel model = Python.project(texts, List.of()).file("app/jobs.py").model();
    return Python.word(reached(model, "time.sleep"));
  }

  @Test
  void testsBesideWhatTheyPatch() {
    String test = "from . import jobs\ndef test(m):\n    m.setattr(jobs.time, 'sleep', f)\n";
    Map<String, String> texts =
        Map.of("app/__init__.py", "", "app/jobs.py", BY_MODULE, "app/test_jobs.py", test);
    SemanticModel model = Python.project(texts, List.of()).file("app/jobs.py").model();

    assertThat(reached(model, "time.sleep").isYes()).isTrue();
    assertThat(reached(model, "time.time").isNo()).isTrue();
  }

  @Test
  void methodsOfTheProject() {
    String text =
        """
        class Job:
            def work(self):
                self.sleep()
            def sleep(self):
                pass
        def main(job: Job):
            job.sleep()
        """;
    for (String method : List.of("Job.sleep", "Job.work")) {
      SemanticModel model =
          Python.project(
                  Map.of(
                      "app/__init__.py",
                      "",
                      "app/jobs.py",
                      text,
                      "tests/test_it.py",
                      "from unittest import mock\nmock.patch('app.jobs." + method + "', fake)\n"),
                  List.of())
              .file("app/jobs.py")
              .model();
      for (Node node : model.tree().nodes()) {
        if (node instanceof Expr.Call call) {
          assertThat(ReplacedByTests.stubbed(model, call.callee()).isYes())
              .as(method + " in " + model.tree().textOf(call))
              .isEqualTo(method.equals("Job.sleep"));
        }
      }
    }
  }

  /// Whether a test of these lines puts something of its own in the place of `asyncio.sleep`.
  private static boolean stubbed(String... lines) {
    String test = "import asyncio\nfrom unittest.mock import patch\ndef test(mocker):\n";
    Map<String, String> texts =
        Map.of(
            "app/__init__.py", "",
            "app/jobs.py", "import asyncio\nasyncio.sleep(1)\n",
            "tests/test_it.py", test + "    " + String.join("\n    ", lines) + "\n");
    Python jobs = Python.project(texts, List.of()).file("app/jobs.py");
    Expr.Call call = jobs.call("asyncio.sleep");
    assertThat(jobs.model().patchedByTests("asyncio.sleep", call.callee()).isYes()).isTrue();
    return ReplacedByTests.stubbed(jobs.model(), call.callee()).isYes();
  }

  @Test
  void mocksThatAreLeftAsTheyAreMade() {
    String with = "with patch('asyncio.sleep') as sleep:";
    assertThat(stubbed("with patch('asyncio.sleep'):", "    run()")).isFalse();
    assertThat(stubbed("with patch('asyncio.sleep'), lock:", "    run()")).isFalse();
    assertThat(stubbed("with patch.object(asyncio, 'sleep'):", "    run()")).isFalse();
    assertThat(stubbed("mocker.patch('asyncio.sleep')")).isFalse();
    assertThat(stubbed("mocker.patch.object(asyncio, 'sleep')")).isFalse();
    assertThat(stubbed(with, "    run()", "sleep.assert_called_once_with(1)")).isFalse();
    assertThat(stubbed(with, "    run()", "sleep.assert_not_called()")).isFalse();
    assertThat(stubbed(with, "    run()", "assert sleep.call_args.args == (1,)")).isFalse();
    assertThat(stubbed("sleep = mocker.patch('asyncio.sleep')", "assert sleep.called")).isFalse();
  }

  @Test
  void mocksThatAreToldWhatToGiveOrCountWhatIsDoneWithIt() {
    String with = "with patch('asyncio.sleep') as sleep:";
    assertThat(stubbed("with patch('asyncio.sleep', fake):", "    run()")).isTrue();
    assertThat(stubbed("with patch('asyncio.sleep', new=fake):", "    run()")).isTrue();
    assertThat(stubbed("with patch('asyncio.sleep', return_value=None):", "    run()")).isTrue();
    assertThat(stubbed("with patch('asyncio.sleep', **options):", "    run()")).isTrue();
    assertThat(stubbed("with patch.object(asyncio, 'sleep', fake):", "    run()")).isTrue();
    assertThat(stubbed("with patch.multiple('asyncio', sleep=fake):", "    run()")).isTrue();
    assertThat(stubbed(with, "    sleep.return_value = None")).isTrue();
    assertThat(stubbed(with, "    sleep.return_value.done.return_value = True")).isTrue();
    assertThat(stubbed(with, "    prepare(sleep)")).isTrue();
    assertThat(stubbed(with, "    run()", "sleep.assert_has_calls([call(1)])")).isTrue();
    assertThat(stubbed(with, "    run()", "assert sleep.mock_calls == [call(1)]")).isTrue();
    assertThat(stubbed("with patch('asyncio.sleep') as self.sleep:", "    run()")).isTrue();
    assertThat(stubbed("sleep = patch('asyncio.sleep')", "sleep.called")).isTrue();
    assertThat(stubbed("patch('asyncio.sleep').start()")).isTrue();
    assertThat(stubbed("global sleep", with, "    sleep.assert_called()")).isTrue();
    assertThat(stubbed("use(patch('asyncio.sleep'))")).isTrue();
    assertThat(stubbed("monkeypatch.setattr(asyncio, 'sleep', fake)")).isTrue();
    assertThat(stubbed("monkeypatch.setattr('asyncio.sleep', fake)")).isTrue();
    assertThat(stubbed("asyncio.sleep = fake")).isTrue();
    assertThat(stubbed("sleep = other = mocker.patch('asyncio.sleep')", "other()")).isTrue();
  }

  @Test
  void modulesThatAreReplaced() {
    List<String> replacing =
        List.of(
            "sys.modules['time'] = fake",
            "monkeypatch.setitem(sys.modules, 'time', fake)",
            "sys.modules.setdefault('time', fake)",
            "sys.modules.update({'os': os, 'time': fake})",
            "patch.dict('sys.modules', {'time': fake})",
            "mock.patch.dict(sys.modules, {'time': fake})");
    for (String line : replacing) {
      String test = "import sys\nfrom unittest.mock import patch\n" + line + "\n";
      assertThat(patched(test, "app/jobs.py")).as(line).isEqualTo("yes");
      assertThat(patched(test.replace("'time'", "'timeit'"), "app/jobs.py")).isEqualTo("no");
    }
    List<String> others =
        List.of(
            "del sys.modules['time']",
            "monkeypatch.setitem(sys.path, 'time', fake)",
            "monkeypatch.delitem(sys.modules, 'time')",
            "dict(sys.modules)",
            "modules['time'] = fake",
            "sys.modules.get('time', fake)",
            "patch.dict('os.environ', {'time': fake})",
            "patch.dict('sys.modules', values)",
            "settings.setdefault('time', fake)");
    for (String line : others) {
      String test = "import sys\nfrom unittest.mock import patch\n" + line + "\n";
      assertThat(patched(test, "app/jobs.py")).as(line).isEqualTo("no");
    }
  }

  @Test
  void patchesOfOtherThings() {
    String other = "from unittest import mock\nmock.patch('time.time')\nmock.patch('os.sleep')\n";
    assertThat(patched(other, "app/jobs.py")).isEqualTo("no");
    assertThat(patched("", "app/jobs.py")).isEqualTo("no");
  }

  @Test
  void patchesThatCannotBeRead() {
    String tail = "from unittest import mock\nmock.patch(f'{MODULE}.time.sleep')\n";
    assertThat(patched(tail, "app/jobs.py")).isEqualTo("unknown");
    String name = "from unittest import mock\nmock.patch(f'{MODULE}.sleep')\n";
    assertThat(patched(name, "app/jobs.py")).isEqualTo("unknown");
    String sum = "from unittest import mock\nmock.patch(MODULE + '.sleep')\n";
    assertThat(patched(sum, "app/named.py")).isEqualTo("unknown");
    String unread = "from unittest import mock\nmock.patch('app.unread.sleep')\n";
    assertThat(patched(unread, "app/jobs.py")).isEqualTo("no");
  }

  @Test
  void exceptionHandlersOfTheProject() {
    Map<String, String> texts =
        Map.of("app.py", "", "main.py", "loop.set_exception_handler(alarm)\n");
    assertThat(Python.project(texts, List.of()).file("app.py").model().handlesLoopExceptions())
        .isTrue();
    Map<String, String> tests =
        Map.of("app.py", "", "tests/test_a.py", "loop.set_exception_handler(alarm)\n");
    assertThat(Python.project(tests, List.of()).file("app.py").model().handlesLoopExceptions())
        .isFalse();
  }

  @Test
  void testModules() {
    for (String path :
        List.of("test_a.py", "a/b_test.py", "conftest.py", "tests/helper.py", "x/test/y.py")) {
      assertThat(Python.file(path, "").model().isTestModule()).as(path).isTrue();
    }
    for (String path : List.of("app.py", "contest.py", "testing/a.py", "latest.py")) {
      assertThat(Python.file(path, "").model().isTestModule()).as(path).isFalse();
    }
  }
}
