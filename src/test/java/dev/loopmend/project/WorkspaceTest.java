package dev.loopmend.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopmend.engine.SourceTree.Reading;
import dev.loopmend.git.UsersIgnores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  private static final Optional<IgnoreFiles> IGNORES = Optional.of(new UsersIgnores(Map.of())::of);

  @TempDir Path top;

  @Test
  void readsPythonFilesBelowThePaths() {
    files("b.py", "a/x.py", "a/x.pyw", "a/notes.txt", "a/data.pyc", "zoë dir/ü.py");
    assertThat(found()).containsExactly("a/x.py", "a/x.pyw", "b.py", "zoë dir/ü.py");
    assertThat(found("a", "b.py", "./a/../a", ".")).hasSize(4);
    assertThat(found("a/notes.txt")).containsExactly("a/notes.txt");
  }

  @Test
  void showsPathsAsSeenFromTheCurrentDirectory() {
    files("lib/a.py", "app/b.py");
    Workspace workspace = workspace(request(top.resolve("app"), List.of("../lib", "."), false));
    assertThat(workspace.files().keySet()).containsExactly("../lib/a.py", "b.py");
  }

  @Test
  void entersNoFoldersOfTools() {
    files(
        ".git/x.py",
        ".tox/x.py",
        ".nox/x.py",
        "node_modules/x.py",
        "a/__pycache__/x.py",
        "env/pyvenv.cfg",
        "env/lib/site-packages/x.py",
        "build/x.py",
        "dist/x.py",
        "pkg/build/__init__.py",
        "site-packages/y.py");
    assertThat(found()).containsExactly("pkg/build/__init__.py", "site-packages/y.py");
    assertThat(found("build", "env/lib/site-packages/x.py"))
        .containsExactly("build/x.py", "env/lib/site-packages/x.py");
    Request forced =
        new Request(top, List.of("build", "env/lib/site-packages/x.py"), List.of(), true, IGNORES);
    assertThat(workspace(forced).files()).isEmpty();
  }

  @Test
  void honoursIgnoreFilesAsGitDoes() throws Exception {
    files(
        "a.py",
        "gen/a.py",
        "gen/keep.py",
        "deep/out/a.py",
        "deep/out.py",
        "deep/sub/b_pb2.py",
        "deep/sub/kept_pb2.py",
        "local.py",
        "other/gen/a.py");
    run("git", "init", "-q");
    write(".gitignore", "/gen/*\n!/gen/keep.py\n*_pb2.py\nout/\n# comment\n\n");
    write("deep/sub/.gitignore", "!kept_pb2.py\n");
    write(".git/info/exclude", "local.py\n");
    List<String> all =
        workspace(request(top, List.of("."), true)).files().keySet().stream().toList();
    assertThat(found())
        .containsExactlyElementsOf(all.stream().filter(file -> !ignoredByGit(file)).toList())
        .containsExactly(
            "a.py", "deep/out.py", "deep/sub/kept_pb2.py", "gen/keep.py", "other/gen/a.py");
    assertThat(all).hasSize(9);
    assertThat(found("deep/sub")).containsExactly("deep/sub/kept_pb2.py");
    assertThat(found("deep/sub/b_pb2.py")).hasSize(1);
  }

  @Test
  void excludesWhatTheUserNames() {
    files("a.py", "tests/a.py", "src/tests/b.py", "src/c.py");
    Request request = new Request(top, List.of(), List.of("/tests/", "c.py"), false, IGNORES);
    assertThat(workspace(request).files().keySet()).containsExactly("a.py", "src/tests/b.py");
    write("pyproject.toml", "[tool.loopmend]\nexclude = [\"tests\"]\n");
    assertThat(found()).containsExactly("a.py", "src/c.py");
  }

  @Test
  void followsLinksToFilesOnly() throws IOException {
    files("a/x.py", "b/y.py");
    Files.createSymbolicLink(top.resolve("a/loop"), top);
    Files.createSymbolicLink(top.resolve("a/link.py"), top.resolve("b/y.py"));
    Files.createSymbolicLink(top.resolve("a/dead.py"), top.resolve("nowhere.py"));
    assertThat(found()).containsExactly("a/x.py", "b/y.py");
    assertThat(found("a")).containsExactly("a/link.py", "a/x.py");
  }

  @Test
  void aLinkToAnotherFileOfTheProjectAsksForThat() throws IOException {
    files("here/a.py", "lib/run.py", "lib/other.py");
    write("pyproject.toml", "[project]\nname = 'app'\n");
    Files.createSymbolicLink(top.resolve("here/link.py"), Path.of("../lib/run.py"));
    Workspace workspace = workspace(request(top, List.of("here"), false));
    assertThat(workspace.files().keySet()).containsExactly("here/a.py", "lib/run.py");
    assertThat(workspace.others().keySet()).containsExactly("lib/other.py");
  }

  @Test
  void saysWhatIsNotThere() {
    assertThat(problems("nowhere")).containsExactly("nowhere: there is no such file or directory");
    files("empty/readme.txt");
    assertThat(workspace(request(top, List.of("empty"), false)).empty()).containsExactly("empty");
  }

  @Test
  void findsTheOldestPythonOfAProject() {
    assertThat(target("pyproject.toml", "[project]\nrequires-python = '>=3.9,<4'\n"))
        .isEqualTo("3.9");
    assertThat(target("pyproject.toml", "[tool.poetry.dependencies]\npython = '^3.10'\n"))
        .isEqualTo("3.10");
    assertThat(target("pyproject.toml", "[project]\nname = 'x'\n")).isEqualTo("3.8");
    assertThat(target("setup.cfg", "[options]\npython_requires = >= 3.11\n")).isEqualTo("3.11");
    assertThat(target("setup.py", "setup(python_requires=\">=3.12\", name='x')\n"))
        .isEqualTo("3.12");
    assertThat(target("setup.py", "setup(python_requires=find())\n")).isEqualTo("3.8");
    assertThat(target("loopmend.toml", "target-python = '3.13'\n")).isEqualTo("3.13");
  }

  @Test
  void aModuleNamedSetupMakesNoProject() {
    write("pyproject.toml", "[project]\nrequires-python = '>=3.12'\n");
    files("app/core/main.py", "app/tool/__init__.py", "app/tool/x.py");
    write("app/core/setup.py", "def create_runtime(): ...\n");
    write("app/tool/setup.py", "from setuptools import setup\nsetup(python_requires='>=3.9')\n");
    Workspace workspace = workspace(request(top, List.of("."), false));
    assertThat(project(workspace, "app/core/main.py").target().toString()).isEqualTo("3.12");
    assertThat(project(workspace, "app/tool/x.py").target().toString()).isEqualTo("3.9");
  }

  @Test
  void readsSpecifiersOfVersions() {
    assertThat(lowest(">=3.9")).isEqualTo("3.9");
    assertThat(lowest("~=3.10.2")).isEqualTo("3.10");
    assertThat(lowest("==3.11.*")).isEqualTo("3.11");
    assertThat(lowest(">=2.7,!=3.0.*,!=3.1.*")).isEqualTo("3.8");
    assertThat(lowest(">=3.9 <3.13")).isEqualTo("3.9");
    assertThat(lowest("^3.12 || ^3.9")).isEqualTo("3.9");
    assertThat(lowest("<4")).isEqualTo("none");
    assertThat(lowest("")).isEqualTo("none");
  }

  @Test
  void everyProjectOfAMonorepoHasItsOwnSettings() {
    files("one/a.py", "two/src/b.py", "c.py");
    write("pyproject.toml", "[tool.loopmend]\nselect = ['all']\n");
    write("one/pyproject.toml", "[project]\nrequires-python='>=3.11'\n");
    write("two/loopmend.toml", "target-python = '3.12'\nunsafe = true\n");
    Workspace workspace = workspace(request(top, List.of("."), false));
    Project one = project(workspace, "one/a.py");
    assertThat(one.target()).hasToString("3.11");
    assertThat(one.configuration().select()).containsExactly("all");
    Project two = project(workspace, "two/src/b.py");
    assertThat(two.target()).hasToString("3.12");
    assertThat(two.configuration().unsafe()).isTrue();
    assertThat(project(workspace, "c.py").target()).hasToString("3.8");
  }

  @Test
  void theMembersOfAWorkspaceBelongTogether() {
    files("run.py", "lib/one/src/one/a.py", "lib/two/src/two/b.py", "lib/old/c.py", "demo/d.py");
    for (String folder : List.of("lib/one", "lib/two", "lib/old", "demo")) {
      write(folder + "/pyproject.toml", "[project]\nname = 'x'\n");
    }
    List<String> roots =
        List.of(
            "[tool.uv.workspace]\nmembers = ['lib/*']\nexclude = ['lib/old']\n",
            "[tool.uv]\nworkspace = { members = ['./lib/one/', 'lib/t[a-z]o'] }\n",
            "[tool]\nuv.workspace.members = ['**/one', '**/t?o']\n",
            """
            [tool.hatch.envs.default]
            workspace.members = ["lib/one"]
            [tool.hatch.envs.all]
            workspace.members = [{path = "lib/*", features = ["x"]}]
            workspace.exclude = ["lib/o[!n]*"]
            """);
    for (String root : roots) {
      write("pyproject.toml", root);
      Workspace member = workspace(request(top.resolve("lib/one"), List.of("."), false));
      assertThat(member.files().keySet()).containsExactly("src/one/a.py");
      assertThat(member.others().keySet()).containsExactly("../../run.py", "../two/src/two/b.py");
      assertThat(member.base()).isEqualTo(top);
      Workspace file = workspace(request(top, List.of("run.py"), false));
      assertThat(file.others().keySet())
          .containsExactly("lib/one/src/one/a.py", "lib/two/src/two/b.py");
      assertThat(workspace(request(top.resolve("lib/old"), List.of("."), false)).others())
          .isEmpty();
      assertThat(workspace(request(top.resolve("demo"), List.of("."), false)).others()).isEmpty();
    }
    // Ex) globs of one name do not go on through folders
    write("pyproject.toml", "[tool.uv.workspace]\nmembers = ['*', 'l*e']\n");
    assertThat(workspace(request(top.resolve("lib/one"), List.of("."), false)).others()).isEmpty();
  }

  @Test
  void theNearestWorkspaceDecides() {
    files("run.py", "in/run.py", "in/one/a.py", "in/one/deep/b.py");
    write("pyproject.toml", "[tool.uv.workspace]\nmembers = ['in', 'in/one', 'in/one/deep']\n");
    write("in/pyproject.toml", "[tool.uv.workspace]\nmembers = ['one']\n");
    write("in/one/pyproject.toml", "[project]\nname = 'one'\n");
    write("in/one/deep/pyproject.toml", "[project]\nname = 'deep'\n");
    Workspace workspace = workspace(request(top, List.of("in/one/a.py"), false));
    assertThat(workspace.others().keySet()).containsExactly("in/run.py");
    assertThat(workspace(request(top, List.of("in/one/deep"), false)).others()).isEmpty();
  }

  @Test
  void everyMemberOfAWorkspaceHasItsOwnSettings() {
    files("run.py", "one/a.py", "two/b.py", "three/c.py");
    String root =
        """
        [project]
        requires-python = '>=3.10'
        [tool.uv.workspace]
        members = ['one', 'two', 'three']
        """;
    write("pyproject.toml", root + "[tool.loopmend]\nexclude = ['three']\nunsafe = true\n");
    write("one/pyproject.toml", "[project]\nrequires-python='>=3.11'\n[tool.loopmend]\n");
    write("two/pyproject.toml", "[project]\nname = 'two'\n");
    write("three/pyproject.toml", "[project]\nrequires-python='>=3.12'\n");
    Workspace workspace = workspace(request(top, List.of("two"), false));
    assertThat(workspace.files().keySet()).containsExactly("two/b.py");
    assertThat(workspace.others().keySet()).containsExactly("one/a.py", "run.py", "three/c.py");
    assertThat(workspace.frozen()).containsExactly("three/c.py");
    assertThat(project(workspace, "one/a.py").configuration().unsafe()).isFalse();
    assertThat(project(workspace, "two/b.py").configuration().unsafe()).isTrue();
    WorkTree tree = new WorkTree(workspace, new Settings(List.of(), Choice.NONE), 1000, View.WHOLE);
    assertThat(tree.settings("run.py").target()).hasToString("3.10");
    assertThat(tree.settings("one/a.py").target()).hasToString("3.11");
    // Ex) a member without a version of its own
    assertThat(tree.settings("two/b.py").target()).hasToString("3.8");
    assertThat(tree.settings("three/c.py").target()).hasToString("3.12");
  }

  @Test
  void aWorkTreeOfGitIsAProjectWhereNothingElseIs() {
    files("repo/app/a.py", "repo/run.py", "repo/lib/b.py", "outside.py");
    write("repo/.git/HEAD", "ref: refs/heads/main\n");
    write("repo/lib/setup.py", "from setuptools import setup\n\nsetup()\n");
    Workspace workspace = workspace(request(top, List.of("repo/app"), false));
    assertThat(workspace.files().keySet()).containsExactly("repo/app/a.py");
    assertThat(workspace.others().keySet()).containsExactly("repo/run.py");
    Workspace packaged = workspace(request(top, List.of("repo/lib/b.py"), false));
    assertThat(packaged.others().keySet()).containsExactly("repo/lib/setup.py");
    Workspace none = workspace(request(top, List.of("outside.py"), false));
    assertThat(none.others()).isEmpty();
  }

  @Test
  void saysWhatIsWrongInAConfiguration() {
    files("a.py");
    write(
        "pyproject.toml",
        """
        [tool.loopmend]
        select = "all"
        target-python = "three"
        unsave = true
        """);
    assertThat(problems("."))
        .containsExactlyInAnyOrder(
            "pyproject.toml:2: select must be a list of strings",
            "pyproject.toml:3: target-python is a version such as \"3.11\", not \"three\"",
            "pyproject.toml:4: there is no key \"unsave\"; did you mean \"unsafe\"?");
    write("pyproject.toml", "[tool.loopmend.options.x]\na = 1.5\n");
    assertThat(problems("."))
        .containsExactly("pyproject.toml:2: x.a must be a string, a whole number, true or false");
    write("pyproject.toml", "x = = 1 # loopmend\n");
    assertThat(problems(".")).hasSize(1).first().asString().startsWith("pyproject.toml:1: ");
  }

  @Test
  void readsNothingLargerThanAllowed() {
    files("a.py");
    Workspace workspace = workspace(request(top, List.of("."), false));
    WorkTree tree = new WorkTree(workspace, new Settings(List.of(), Choice.NONE), 2, View.WHOLE);
    assertThat(tree.read("a.py")).isInstanceOf(Reading.Unreadable.class);
    assertThat(tree.read("b.py")).isInstanceOf(Reading.Unreadable.class);
    assertThat(tree.isNamed("a.py")).isFalse();
  }

  private static Project project(Workspace workspace, String path) {
    return Optional.ofNullable(workspace.projects().get(path)).orElseThrow();
  }

  private static String lowest(String specifier) {
    return TargetPython.lowest(specifier).map(Object::toString).orElse("none");
  }

  private String target(String name, String text) {
    files("p/a.py");
    write("p/" + name, text);
    Workspace workspace = workspace(request(top, List.of("p/a.py"), false));
    try {
      Files.delete(top.resolve("p").resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return project(workspace, "p/a.py").target().toString();
  }

  private static Request request(Path cwd, List<String> paths, boolean all) {
    return new Request(cwd, paths, List.of(), false, all ? Optional.empty() : IGNORES);
  }

  private List<String> found(String... paths) {
    return List.copyOf(workspace(request(top, List.of(paths), false)).files().keySet());
  }

  private static Workspace workspace(Request request) {
    return switch (Workspace.discover(request)) {
      case Workspace.Discovery.Found(Workspace workspace) -> workspace;
      case Workspace.Discovery.Refused(List<Problem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private List<String> problems(String path) {
    return switch (Workspace.discover(request(top, List.of(path), false))) {
      case Workspace.Discovery.Found(_) -> List.of();
      case Workspace.Discovery.Refused(List<Problem> problems) ->
          problems.stream().map(Problem::text).toList();
    };
  }

  private boolean ignoredByGit(String file) {
    try {
      return run("git", "check-ignore", "-q", file) == 0;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private int run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(top.toFile());
    builder.environment().put("XDG_CONFIG_HOME", top.resolve(".none").toString());
    return builder.inheritIO().start().waitFor();
  }

  private void files(String... names) {
    Arrays.stream(names).forEach(name -> write(name, "x = 1\n"));
  }

  private void write(String name, String text) {
    try {
      Path file = top.resolve(name);
      Files.createDirectories(file.resolve("..").normalize());
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
