package dev.loopmend.engine;

import dev.loopmend.recipe.Finding;
import java.util.List;

/// Who is asked before fixes are made.
public interface Approval {
  /// Nobody is asked.
  Approval OF_ALL = _ -> true;

  /// Whether findings may be fixed. Asked once for each, in the order in which fixes are made.
  boolean approves(Proposal proposal);

  /// Findings that are fixed together or not at all, and what that alone does to files.
  record Proposal(List<Finding> findings, List<FileOutcome.Changed> files) {
    public Proposal {
      findings = List.copyOf(findings);
      files = List.copyOf(files);
    }
  }
}
