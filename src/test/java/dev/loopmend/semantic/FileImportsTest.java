package dev.loopmend.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which files of a project run together.
class FileImportsTest {
  private static final FileImports IMPORTS =
      Python.project(
              Map.of(
                  "app.py", "import jobs\nfrom pkg import views\n",
                  "jobs.py", "import json\nfrom tools import *\n\n\ndef run():\n    import late\n",
                  "tools.py", "X = 1\n",
                  "late.py", "Y = 1\n",
                  "pkg/__init__.py", "",
                  "pkg/views.py", "from . import models\nfrom .models import Z\n",
                  "pkg/models.py", "Z = 1\n",
                  "alone.py", "import json\n"),
              List.of())
          .workspace()
          .imports();

  @Test
  void loadingAFileLoadsWhatItImportsStepByStep() {
    assertThat(IMPORTS.importedBy("app.py"))
        .containsExactlyInAnyOrder(
            "app.py", "jobs.py", "tools.py", "pkg/__init__.py", "pkg/views.py", "pkg/models.py");
    assertThat(IMPORTS.importedBy("alone.py")).containsExactly("alone.py");
    assertThat(IMPORTS.importedBy("missing.py")).containsExactly("missing.py");
  }

  @Test
  void anImportInAFunctionCountsForWhoMayCallIt() {
    assertThat(IMPORTS.importersOf("late.py")).containsExactly("jobs.py");
    assertThat(IMPORTS.importersOf("tools.py")).containsExactly("jobs.py");
    assertThat(IMPORTS.importersOf("pkg/models.py")).containsExactly("pkg/views.py");
    assertThat(IMPORTS.importersOf("pkg/views.py")).containsExactly("app.py");
    assertThat(IMPORTS.importersOf("alone.py")).isEmpty();
  }

  @Test
  void importsConnectInBothDirections() {
    assertThat(IMPORTS.connectedTo("late.py"))
        .containsExactlyInAnyOrder(
            "app.py",
            "jobs.py",
            "tools.py",
            "late.py",
            "pkg/__init__.py",
            "pkg/views.py",
            "pkg/models.py");
    assertThat(IMPORTS.connectedTo("alone.py")).containsExactly("alone.py");
  }
}
