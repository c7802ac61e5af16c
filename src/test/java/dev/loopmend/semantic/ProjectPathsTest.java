package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.semantic.ModuleFiles.Home;
import dev.loopmend.semantic.Summary.Source;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The modules that paths are, and what imports find in them.
class ProjectPathsTest {
  /// What is asked of paths of a workspace, as the run names them: below `/run`.
  private static ModuleFiles modules(String... locations) {
    Map<String, String> paths = new HashMap<>();
    for (String location : locations) {
      paths.put("/run/" + location, location);
    }
    return ModuleFiles.of(paths, Facts.ALL);
  }

  private static String found(ModuleFiles modules, String importer, String dotted) {
    int level = dotted.length() - dotted.replaceFirst("^\\.+", "").length();
    return modules.file(importer, new Source(level, dotted.substring(level))).orElse("-");
  }

  @Test
  void namesOfModules() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("app.py", "app");
    names.put("pkg/__init__.py", "pkg");
    names.put("pkg/jobs.py", "pkg.jobs");
    names.put("pkg/inner/__init__.py", "pkg.inner");
    names.put("deep/down/shop/__init__.py", "shop");
    names.put("deep/down/shop/cart.py", "shop.cart");
    names.put("src/top.py", "top");
    names.put("src/shelf/__init__.py", "shelf");
    // Without `__init__.py` a name starts at the root, or below `src`.
    names.put("src/acme/billing.py", "acme.billing");
    names.put("src/acme/east/mail.py", "acme.east.mail");
    names.put("parts/src/acme/west.py", "acme.west");
    names.put("plain/folder/job.py", "plain.folder.job");
    names.put("source/src2/job.py", "source.src2.job");
    names.put("bin.d/start", "bin.d.start");
    names.put("demo.ipynb", "demo:notebook");
    ProjectPaths paths = modules(names.keySet().toArray(String[]::new)).paths();

    names.forEach((path, name) -> assertThat(paths.moduleName("/run/" + path)).isEqualTo(name));
    assertThat(paths.moduleName("pkg/new.py")).isEqualTo("pkg.new");
    assertThat(paths.moduleName("./src/acme/new.py")).isEqualTo("acme.new");
    assertThat(paths.moduleName("pkg\\inner\\new.py")).isEqualTo("pkg.inner.new");
  }

  @Test
  void importsOfPackagesWithAndWithoutAnInit() {
    ModuleFiles modules =
        modules(
            "src/acme/billing.py",
            "src/acme/use.py",
            "acme/more.py",
            "pkg/__init__.py",
            "pkg/jobs.py",
            "pkg/use.py",
            "jobs.py");
    String use = "/run/src/acme/use.py";
    String inPackage = "/run/pkg/use.py";

    assertThat(found(modules, use, "acme.billing")).isEqualTo("/run/src/acme/billing.py");
    assertThat(found(modules, use, "billing")).isEqualTo("/run/src/acme/billing.py");
    assertThat(found(modules, use, ".billing")).isEqualTo("/run/src/acme/billing.py");
    assertThat(found(modules, use, "acme.more")).isEqualTo("/run/acme/more.py");
    assertThat(found(modules, use, "acme")).isEqualTo("-");
    assertThat(found(modules, use, "pkg")).isEqualTo("/run/pkg/__init__.py");
    assertThat(found(modules, inPackage, "jobs")).isEqualTo("/run/jobs.py");
    assertThat(found(modules, inPackage, ".jobs")).isEqualTo("/run/pkg/jobs.py");
    assertThat(found(modules, inPackage, "..jobs")).isEqualTo("/run/jobs.py");
    assertThat(found(modules, inPackage, "...jobs")).isEqualTo("-");
    assertThat(found(modules, "pkg/new.py", ".jobs")).isEqualTo("/run/pkg/jobs.py");
  }

  @Test
  void importsOfWhatLiesBelowAnotherFolder() {
    ModuleFiles modules =
        modules(
            "lib/web/src/web/view.py",
            "lib/core/src/core/__init__.py",
            "lib/core/src/core/clock.py",
            "lib/core/src/queue.py",
            "lib/core/src/queues.py",
            "lib/core/src/core.py",
            "lib/other/src/core/clock.py");
    String view = "/run/lib/web/src/web/view.py";

    // Nothing tells what is on `sys.path` here, but the name is that of one file.
    assertThat(found(modules, view, "queues")).isEqualTo("/run/lib/core/src/queues.py");
    // Of two it may be either.
    assertThat(found(modules, view, "core.clock")).isEqualTo("-");
    assertThat(found(modules, view, "core")).isEqualTo("-");
    assertThat(found(modules, view, "core.other")).isEqualTo("-");
    assertThat(found(modules, view, "clock")).isEqualTo("-");
    assertThat(found(modules, view, "queue")).isEqualTo("-");
    assertThat(found(modules, "/run/lib/other/src/core/clock.py", "core.clock"))
        .isEqualTo("/run/lib/other/src/core/clock.py");
  }

  /// Services of one repository, each with an `app` of its own.
  @Test
  void modulesOfOneNameBelowSeveralFolders() {
    String works = "async def work(): ...\n";
    String use = "from app.jobs import work\nimport app.jobs\nfrom . import jobs\n";
    String calls = "work()\napp.jobs.work()\njobs.work()\n";
    Map<String, String> texts = new HashMap<>();
    for (String root : List.of("a/src/", "b/src/", "c.d/")) {
      texts.put(root + "app/jobs.py", works);
      texts.put(root + "app/use.py", use + calls);
    }
    texts.put("c.d/app/__init__.py", "");
    texts.put("a/src/app/others.py", works);
    texts.put("a/src/queue.py", "class Queue: ...\n");
    texts.put("b/src/queue.py", "class Queue: ...\n");
    texts.put("e/src/other.py", "from app.jobs import work\nwork()\n");
    texts.put("b/tests/test_use.py", "patch('app.jobs.work')\n");
    List<Summary> summaries =
        Python.project(texts, List.of()).trees().entrySet().stream()
            .map(it -> Summaries.summarize(it.getKey(), it.getValue()))
            .toList();
    Workspace workspace = Workspace.of(List.of(), summaries, Facts.ALL, Set.of("app.jobs:work"));
    for (String root : List.of("a/src/", "b/src/", "c.d/")) {
      assertThat(workspace.usesOf(workspace.functionsOf(root + "app/jobs.py").getLast()))
          .as(root)
          .filteredOn(it -> it.kind() == FunctionUse.Kind.CALL)
          .hasSize(3);
      // A string may mean any of them, and so may the entry point of a script, or an import of a
      // file that none of them lies above.
      assertThat(workspace.usesOf(workspace.functionsOf(root + "app/jobs.py").getLast()))
          .as(root)
          .extracting(FunctionUse::kind)
          .contains(FunctionUse.Kind.STRING, FunctionUse.Kind.EXPORT);
      assertThat(workspace.usesOf(workspace.functionsOf(root + "app/jobs.py").getLast()))
          .as(root)
          .extracting(FunctionUse::why)
          .contains("an import may mean its module or another");
      assertThat(workspace.moduleFor(root + "app/use.py", root + "app/jobs.py"))
          .contains("app.jobs");
    }
    // What such an import does not lead to is not meant.
    assertThat(workspace.usesOf(workspace.functionsOf("a/src/app/others.py").getLast())).isEmpty();
    assertThat(workspace.moduleFor("b/src/app/use.py", "a/src/app/jobs.py")).isEmpty();
    assertThat(workspace.module("b/src/app/use.py", "queue")).isEmpty();
  }

  @Test
  void aProjectInAFolderOfItsName() {
    ModuleFiles modules =
        modules(
            "lib/shop/src/shop/__init__.py",
            "lib/shop/src/shop/cart.py",
            "lib/tools/clock.py",
            "lib/web/src/web/view.py",
            "lib/main.py");
    String view = "/run/lib/web/src/web/view.py";

    // `lib/shop` is the project and not the package, and `lib` is nothing that `web` is run in.
    assertThat(found(modules, view, "shop")).isEqualTo("/run/lib/shop/src/shop/__init__.py");
    assertThat(found(modules, view, "shop.cart")).isEqualTo("/run/lib/shop/src/shop/cart.py");
    // No other folder is called so.
    assertThat(modules.paths().find(view, "tools", false)).contains("/lib/tools");
    assertThat(modules.paths().find(view, "missing", false)).isEmpty();
  }

  /// The one in front keeps its name.
  @Test
  void modulesOfOneNameAreNumberedInTheOrderOfTheirPaths() {
    List<String> roots = List.of("a", "b", "c", "d", "e", "f", "g");
    ProjectPaths paths =
        modules(roots.stream().map(it -> it + "/src/app/jobs.py").toArray(String[]::new)).paths();

    assertThat(roots)
        .extracting(it -> paths.moduleName("/run/" + it + "/src/app/jobs.py"))
        .containsExactly(
            "app.jobs",
            "1|app.jobs",
            "2|app.jobs",
            "3|app.jobs",
            "4|app.jobs",
            "5|app.jobs",
            "6|app.jobs");
  }

  @Test
  void homesOfModules() {
    ModuleFiles modules =
        modules("queue/job.py", "time.py", "acme/billing.py", "app.py", "deep/down/job.py");
    String app = "/run/app.py";

    assertThat(modules.homeOf(app, "acme.billing")).isEqualTo(Home.PROJECT);
    assertThat(modules.homeOf(app, "acme")).isEqualTo(Home.PROJECT);
    assertThat(modules.homeOf(app, "deep")).isEqualTo(Home.PROJECT);
    assertThat(modules.homeOf(app, "acme.other")).isEqualTo(Home.PROJECT);
    assertThat(modules.homeOf(app, "other")).isEqualTo(Home.INSTALLED);
    // A folder alone never comes before the standard library.
    assertThat(modules.homeOf(app, "queue")).isEqualTo(Home.STANDARD);
    assertThat(modules.homeOf(app, "time")).isEqualTo(Home.PROJECT);
    assertThat(modules.homeOf(app, "asyncio")).isEqualTo(Home.STANDARD);
  }

  @Test
  void namesThatFilesOfOneNamespaceHaveForEachOther() {
    Map<String, String> texts =
        Map.of(
            "src/acme/billing.py", "def charge(): ...\n",
            "src/acme/use.py",
                """
                from acme.billing import charge
                from . import billing
                import acme.billing
                charge()  #> acme.billing.charge
                billing.charge()  #> acme.billing.charge
                acme.billing.charge()  #> acme.billing.charge
                """);
    Python.Project project = Python.project(texts, List.of());
    Python file = project.file("src/acme/use.py");

    file.expect(call -> file.model().qualifiedName(call.callee()).orElse("-"));
    assertThat(project.workspace().moduleFor("src/acme/use.py", "src/acme/billing.py"))
        .contains("acme.billing");
  }

  /// A package comes before a module of the same name.
  @Test
  void aFileThatNoImportFindsHasNoName() {
    String function = "def charge(): ...\n";
    Map<String, String> texts =
        Map.of(
            "acme/__init__.py", function,
            "acme.py", function,
            "use.py", "import acme\nacme.charge()\nload('acme.charge')\n");
    Workspace workspace = Python.project(texts, List.of()).workspace();
    assertThat(workspace.moduleFor("use.py", "acme/__init__.py")).contains("acme");
    assertThat(workspace.moduleFor("use.py", "acme.py")).isEmpty();
    assertThat(workspace.usesOf(workspace.functionsOf("acme/__init__.py").getLast()))
        .extracting(FunctionUse::kind)
        .containsExactly(FunctionUse.Kind.CALL, FunctionUse.Kind.STRING);
    assertThat(workspace.usesOf(workspace.functionsOf("acme.py").getLast())).isEmpty();
  }
}
