package dev.loopmend.engine;

import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.Safety;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Finding;
import dev.loopmend.text.SourceText;
import java.util.List;

/// A fix that was tried and stands up to verification: the findings that it ends together, how sure
/// it is, and what it does file by file, imports and helpers included.
public record Offer(List<Finding> findings, Safety safety, List<Part> parts) {
  public Offer {
    findings = List.copyOf(findings);
    parts = List.copyOf(parts);
  }

  /// What it does to one file. The edits are those of the text before it, in its order.
  public record Part(String path, SourceText before, List<TextEdit> edits) {
    public Part {
      edits = List.copyOf(edits);
    }

    Part(String path, SourceText before, EditMap edits) {
      this(path, before, edits.edits());
    }
  }
}
