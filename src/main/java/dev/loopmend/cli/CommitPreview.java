package dev.loopmend.cli;

import dev.loopmend.report.DiffReport;
import dev.loopmend.report.Palette;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/// What would be committed, as `git log --patch` shows commits: the message, then the diffs.
/// `names` gives the path in a diff's header.
record CommitPreview(Palette palette, UnaryOperator<String> names) {

  /// The drafts one after the other.
  byte[] of(List<CommitDraft> drafts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DiffReport diffs = new DiffReport(palette, false, names);
    for (int at = 0; at < drafts.size(); at++) {
      CommitDraft draft = drafts.get(at);
      StringBuilder heading = new StringBuilder(at == 0 ? "" : "\n");
      heading.append(palette.bold("commit %d of %d".formatted(at + 1, drafts.size())));
      heading.append("\n\n");
      draft
          .message(Version.number())
          .lines()
          .forEach(line -> heading.append(line.isEmpty() ? "" : "    " + line).append('\n'));
      heading.append('\n');
      out.writeBytes(heading.toString().getBytes(StandardCharsets.UTF_8));
      out.writeBytes(diffs.of(draft.files()));
    }
    return out.toByteArray();
  }
}
