package dev.loopmend.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceFoldersChangeEvent;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `loopmend lsp` as an editor sees it.
class LanguageServerTest {
  private static final String SLEEPY =
      """
      import asyncio
      import time


      async def rest():
          time.sleep(1)
      """;
  private static final String HELPER =
      """
      import asyncio


      async def fetch(number):
          await asyncio.sleep(0)
          return number


      def load(number):
          return asyncio.run(fetch(number))
      """;
  private static final String CALLER =
      """
      from helper import load


      async def show(number):
          return load(number)
      """;
  private static final String SAFE_ALL = "source.fixAll.loopmend";

  @TempDir Path folder;

  @BeforeEach
  void aProject() throws Exception {
    Files.writeString(
        folder.resolve("pyproject.toml"), "[project]\nname = 'it'\nrequires-python = '>=3.11'\n");
  }

  @Test
  void tellsWhatIsFoundAndMendsIt() throws Exception {
    try (Editor editor = Editor.in(folder)) {
      editor.open("rest.py", SLEEPY);

      List<Diagnostic> found = editor.diagnostics("rest.py");

      assertThat(found).hasSize(1);
      assertThat(found.getFirst().getCode().getLeft()).isEqualTo("blocking-call-in-coroutine");
      assertThat(found.getFirst().getSeverity()).isEqualTo(DiagnosticSeverity.Error);
      assertThat(found.getFirst().getRange()).isEqualTo(editor.at("rest.py", "time.sleep(1)"));
      CodeAction fix =
          editor.actions("rest.py", found.getFirst().getRange(), "quickfix").getFirst();
      assertThat(fix.getIsPreferred()).isTrue();
      assertThat(fix.getKind()).isEqualTo(CodeActionKind.QuickFix);
      assertThat(editor.edited("rest.py", fix.getEdit()))
          .contains("    await asyncio.sleep(1)\n")
          .doesNotContain("time.sleep(1)\n    ");
      assertThat(editor.end()).isZero();
    }
  }

  @Test
  void followsEditsOfTheTextOnly() throws Exception {
    try (Editor editor = Editor.in(folder)) {
      editor.open("rest.py", SLEEPY);
      assertThat(editor.codes("rest.py")).hasSize(1);

      editor.replace("rest.py", "time.sleep(1)", "await asyncio.sleep(1)");
      assertThat(editor.codes("rest.py")).isEmpty();

      // Two UTF-16 units, one code point.
      editor.replace(
          "rest.py", "async def rest", "X = '\uD83D\uDE00'; import os\n\nasync def rest");
      editor.replace("rest.py", "import os", "import sys");
      editor.replace("rest.py", "await asyncio.sleep(1)", "time.sleep(2)");
      List<Diagnostic> found = editor.diagnostics("rest.py");
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().getRange()).isEqualTo(editor.at("rest.py", "time.sleep(2)"));
      CodeAction fix =
          editor.actions("rest.py", found.getFirst().getRange(), "quickfix").getFirst();
      assertThat(editor.edited("rest.py", fix.getEdit()))
          .contains("X = '\uD83D\uDE00'; import sys\n\nasync def rest")
          .contains("await asyncio.sleep(2)");
    }
  }

  @Test
  void countsCharactersOfALineInUtf16Units() throws Exception {
    try (Editor editor = Editor.in(folder)) {
      editor.open("rest.py", SLEEPY.replace("    time", "    '\uD83D\uDE00\uD83D\uDE00'; time"));

      assertThat(editor.diagnostics("rest.py").getFirst().getRange())
          .isEqualTo(new Range(new Position(5, 12), new Position(5, 25)));
    }
  }

  @Test
  void saysWhereATextIsNoPythonAndGoesOn() throws Exception {
    try (Editor editor = Editor.in(folder)) {
      editor.open("rest.py", SLEEPY);
      assertThat(editor.codes("rest.py")).containsExactly("blocking-call-in-coroutine");

      editor.replace("rest.py", "time.sleep(1)", "time.sleep(1");
      assertThat(editor.codes("rest.py")).containsExactly("syntax-error");

      editor.replace("rest.py", "time.sleep(1", "time.sleep(1)");
      assertThat(editor.codes("rest.py")).containsExactly("blocking-call-in-coroutine");
    }
  }

  @Test
  void mendsSeveralFilesAgainstTheirVersions() throws Exception {
    Files.writeString(folder.resolve("caller.py"), CALLER);
    try (Editor editor = Editor.in(folder)) {
      editor.open("helper.py", HELPER);
      Range run = editor.at("helper.py", "asyncio.run(fetch(number))");
      assertThat(editor.diagnostics("helper.py").getFirst().getRange()).isEqualTo(run);

      CodeAction fix = editor.actions("helper.py", run, "quickfix").getFirst();

      assertThat(fix.getTitle()).endsWith(" in 2 files");
      assertThat(editor.edited("helper.py", fix.getEdit()))
          .contains("async def load(number):\n    return await fetch(number)");
      assertThat(fix.getEdit().getDocumentChanges())
          .anySatisfy(
              part -> {
                assertThat(part.getLeft().getTextDocument().getUri()).endsWith("/caller.py");
                assertThat(part.getLeft().getTextDocument().getVersion()).isNull();
              });
    }
  }

  @Test
  void asksTheTextsOfTheEditorBeforeThoseOfTheDisk() throws Exception {
    Files.writeString(folder.resolve("caller.py"), CALLER.replace("async def", "def"));
    Files.writeString(folder.resolve("helper.py"), HELPER);
    try (Editor editor = Editor.in(folder)) {
      editor.open("helper.py");
      assertThat(editor.codes("helper.py")).isEmpty();

      editor.open("caller.py");
      assertThat(editor.codes("helper.py")).isEmpty();
      editor.replace("caller.py", "def show", "async def show");

      assertThat(editor.diagnostics("helper.py"))
          .singleElement()
          .satisfies(
              one ->
                  assertThat(one.getRelatedInformation().getFirst().getMessage())
                      .isEqualTo("'show' -> 'load' runs on the event loop"));
      editor.close("caller.py");
      assertThat(editor.codes("helper.py")).isEmpty();
    }
  }

  @Test
  void marksWhatAnUnsafeFixAssumes() throws Exception {
    try (Editor editor = Editor.in(folder)) {
      editor.open(
          "get.py", "import requests\n\n\nasync def get(url):\n    return requests.get(url)\n");
      Diagnostic found = editor.diagnostics("get.py").getFirst();
      assertThat(found.getMessage().getLeft()).contains("\nUnsafe fix: ");

      CodeAction fix = editor.actions("get.py", found.getRange(), "quickfix").getFirst();

      assertThat(fix.getTitle()).startsWith("Unsafe: ").endsWith(")");
      assertThat(fix.getIsPreferred()).isNull();
      assertThat(editor.actions("get.py", found.getRange(), SAFE_ALL))
          .singleElement()
          .satisfies(all -> assertThat(resolved(editor, all).getEdit()).isNull());
    }
  }

  @Test
  void makesAllSafeFixesOfAFile() throws Exception {
    try (Editor editor = Editor.in(folder)) {
      String two =
          SLEEPY + "\n\nasync def more():\n    time.sleep(2)\n    asyncio.create_task(rest())\n";
      editor.open("rest.py", two);
      assertThat(editor.codes("rest.py")).hasSize(3);

      CodeAction all =
          editor.actions("rest.py", editor.at("rest.py", "import"), "source.fixAll").getFirst();

      assertThat(all.getKind()).isEqualTo(SAFE_ALL);
      assertThat(all.getEdit()).isNull();
      assertThat(editor.edited("rest.py", resolved(editor, all).getEdit()))
          .contains("await asyncio.sleep(1)", "await asyncio.sleep(2)")
          .contains("_track_task(asyncio.create_task(rest()))");
    }
  }

  @Test
  void givesEditorsThatCanDoLittleWhatTheyCanUse() throws Exception {
    Files.writeString(folder.resolve("caller.py"), CALLER);
    try (Editor editor = Editor.plainIn(folder)) {
      editor.open("helper.py", HELPER);
      Diagnostic found = editor.diagnostics("helper.py").getFirst();
      assertThat(found.getRelatedInformation()).isNull();
      assertThat(found.getMessage().getLeft()).contains("'show' -> 'load' runs on the event loop");

      CodeAction all = editor.actions("helper.py", found.getRange(), "source").getFirst();

      assertThat(all.getEdit().getDocumentChanges()).isNull();
      assertThat(editor.edited("helper.py", all.getEdit())).contains("return await fetch(number)");
      assertThat(editor.edited("caller.py", all.getEdit())).contains("return await load(number)");
    }
  }

  @Test
  void offersTheSameAgainAndWhatAnEditMakesOfIt() throws Exception {
    try (Editor editor = Editor.in(folder)) {
      editor.open("rest.py", SLEEPY);
      Range at = editor.diagnostics("rest.py").getFirst().getRange();
      List<CodeAction> first = editor.actions("rest.py", at, "quickfix");
      assertThat(editor.actions("rest.py", at, "quickfix")).isEqualTo(first).hasSize(1);

      editor.replace("rest.py", "sleep(1)", "sleep(17)");
      Range now = editor.diagnostics("rest.py").getFirst().getRange();
      CodeAction again = editor.actions("rest.py", now, "quickfix").getFirst();
      assertThat(editor.edited("rest.py", again.getEdit())).contains("await asyncio.sleep(17)");
    }
  }

  @Test
  void showsThePageOfARecipe() throws Exception {
    try (Editor editor = Editor.in(folder)) {
      editor.open("rest.py", SLEEPY);
      Range at = editor.diagnostics("rest.py").getFirst().getRange();

      Hover page = hover(editor, at.getStart());

      assertThat(page.getContents().getRight().getValue())
          .startsWith("**blocking-call-in-coroutine**: ")
          .contains("```diff\n");
      assertThat(page.getRange()).isEqualTo(at);
      assertThat(hover(editor, new Position(0, 0))).isNull();
    }
  }

  @Test
  void followsTheSettingsOfTheProject() throws Exception {
    Path settings = folder.resolve("loopmend.toml");
    Files.writeString(settings, "ignore = [\"blocking-call-in-coroutine\"]\n");
    try (Editor editor = Editor.in(folder)) {
      editor.open("rest.py", SLEEPY);
      assertThat(editor.codes("rest.py")).isEmpty();

      Files.writeString(settings, "exclude = [\"rest.py\"]\n");
      editor.save("rest.py");
      assertThat(editor.codes("rest.py")).isEmpty();

      Files.writeString(settings, "excludes = []\n");
      editor.save("rest.py");
      assertThat(editor.codes("rest.py")).isEmpty();
      assertThat(editor.message()).contains("loopmend.toml").contains("did you mean");

      Files.delete(settings);
      editor.save("rest.py");
      assertThat(editor.codes("rest.py")).containsExactly("blocking-call-in-coroutine");
    }
  }

  @Test
  void looksAgainWhenFilesOrFoldersChange() throws Exception {
    Files.writeString(folder.resolve("helper.py"), HELPER);
    try (Editor editor = Editor.in(folder)) {
      editor.open("helper.py");
      assertThat(editor.codes("helper.py")).isEmpty();

      Files.writeString(folder.resolve("caller.py"), CALLER);
      WorkspaceService folders = editor.server().getWorkspaceService();
      folders.didChangeWatchedFiles(new DidChangeWatchedFilesParams(List.of()));
      assertThat(editor.codes("helper.py")).containsExactly("nested-asyncio-run");

      WorkspaceFolder all = new WorkspaceFolder(folder.toUri().toString(), "it");
      folders.didChangeWorkspaceFolders(
          new DidChangeWorkspaceFoldersParams(
              new WorkspaceFoldersChangeEvent(List.of(), List.of(all))));
      assertThat(editor.codes("helper.py")).containsExactly("nested-asyncio-run");
    }
  }

  @Test
  void readsTheEncodingThatATextDeclares() throws Exception {
    try (Editor editor = Editor.in(folder)) {
      editor.open("rest.py", "# coding: latin-1\nX = '\u00E9'\n" + SLEEPY);

      assertThat(editor.diagnostics("rest.py").getFirst().getRange())
          .isEqualTo(editor.at("rest.py", "time.sleep(1)"));
    }
  }

  @Test
  void leavesNotebooksAndUnsavedTextsAlone() throws Exception {
    try (Editor editor = Editor.in(folder)) {
      editor.open("book.ipynb", SLEEPY);
      editor.open("rest.py", SLEEPY);
      assertThat(editor.codes("rest.py")).hasSize(1);
      assertThat(editor.actions("book.ipynb", editor.at("book.ipynb", "time.sleep(1)"))).isEmpty();
      assertThat(editor.err.toString(java.nio.charset.StandardCharsets.UTF_8)).isEmpty();
    }
  }

  @Test
  void endsWithTheCodeOfTheProtocol() throws Exception {
    try (Editor editor = Editor.in(folder)) {
      editor.server().shutdown().get(30, TimeUnit.SECONDS);
      assertThatThrownBy(() -> hover(editor, new Position(0, 0)))
          .hasMessageContaining("the server is shut down");
      editor.server().exit();
      assertThat(editor.code()).isZero();
    }
    try (Editor editor = Editor.in(folder)) {
      editor.server().exit();
      assertThat(editor.code()).isEqualTo(1);
    }
  }

  private static CodeAction resolved(Editor editor, CodeAction action) throws Exception {
    return editor
        .server()
        .getTextDocumentService()
        .resolveCodeAction(action)
        .get(30, TimeUnit.SECONDS);
  }

  private static Hover hover(Editor editor, Position at) throws Exception {
    return editor
        .server()
        .getTextDocumentService()
        .hover(new HoverParams(editor.document("rest.py"), at))
        .get(30, TimeUnit.SECONDS);
  }
}
