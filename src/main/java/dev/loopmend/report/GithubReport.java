package dev.loopmend.report;

import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Location;
import java.util.List;

/// Findings as workflow commands, which GitHub Actions shows beside the lines
/// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). Control
/// characters other than line ends, for which these have no escape, are shown as text: a log goes
/// to terminals.
public record GithubReport(Places places) {

  /// One command a line.
  public String of(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      Location at = finding.at();
      text.append("::").append(command(finding));
      text.append(" file=").append(property(places.path(at.path())));
      text.append(",line=").append(at.line()).append(",endLine=").append(at.endLine());
      // Columns are refused where a finding goes over several lines.
      if (at.line() == at.endLine()) {
        text.append(",col=").append(at.column());
        text.append(",endColumn=").append(Math.max(at.column(), at.endColumn() - 1));
      }
      text.append(",title=").append(property(finding.recipe()));
      String message = finding.message() + " [" + TextReport.fix(finding.safety()) + "]";
      text.append("::").append(data(message)).append('\n');
    }
    return text.toString();
  }

  private static String command(Finding finding) {
    return switch (finding.severity()) {
      case INFO -> "notice";
      case WARNING -> "warning";
      case ERROR -> "error";
    };
  }

  private static String data(String text) {
    String escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    return Line.of(escaped);
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
