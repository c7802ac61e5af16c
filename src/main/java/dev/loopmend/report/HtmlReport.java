package dev.loopmend.report;

import com.samskivert.mustache.Mustache;
import dev.loopmend.edit.EditMap;
import dev.loopmend.edit.Edits;
import dev.loopmend.edit.FileEdits;
import dev.loopmend.engine.ChangeSet;
import dev.loopmend.engine.FileOutcome;
import dev.loopmend.recipe.Finding;
import dev.loopmend.report.HtmlPage.Change;
import dev.loopmend.report.HtmlPage.Choice;
import dev.loopmend.report.HtmlPage.Entry;
import dev.loopmend.report.HtmlPage.Fault;
import dev.loopmend.text.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// One HTML file that needs nothing else: findings with their changes, or changed files with what
/// was found in them. `texts` gives the Python of a file by its path.
public record HtmlReport(String version, Function<String, Optional<SourceText>> texts) {
  private static final String TEMPLATE = "report.html.mustache";

  /// The findings of a check; `fixes` are the edits that a finding's fix makes.
  public String findings(ChangeSet set, Map<Finding, List<FileEdits>> fixes) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Optional<SourceText>> read = new HashMap<>();
    for (Finding finding : set.left()) {
      List<Change> changes = new ArrayList<>();
      for (FileEdits file : fixes.getOrDefault(finding, List.of())) {
        read.computeIfAbsent(file.path(), texts)
            .flatMap(before -> change(file, before))
            .ifPresent(changes::add);
      }
      entries.add(entry(entries.size() + 1, finding.at().path(), List.of(finding), changes));
    }
    return page("Findings", set, entries, "");
  }

  /// The changed files of a run that mends.
  public String changes(ChangeSet set) {
    List<Entry> entries = new ArrayList<>();
    for (FileOutcome.Changed file : set.changed()) {
      Change change = change(file.path(), file.before(), file.after());
      entries.add(entry(entries.size() + 1, file.path(), file.applied(), List.of(change)));
    }
    return page("Changes", set, entries, entries.isEmpty() ? "" : Proof.CHECKED);
  }

  /// What edits make of a file; nothing if it cannot hold that.
  private static Optional<Change> change(FileEdits file, SourceText before) {
    String text = Edits.apply(before.text(), file.edits());
    return before
        .withText(text, EditMap.of(file.edits())::newOffset)
        .map(after -> change(file.path(), before, after));
  }

  private static Change change(String path, SourceText before, SourceText after) {
    return new Change(path, HtmlPage.blocks(before, after));
  }

  private static Entry entry(
      int number, String path, List<Finding> findings, List<Change> changes) {
    List<Fault> faults = findings.stream().map(HtmlReport::fault).toList();
    return new Entry(number, path, faults, changes);
  }

  private static Fault fault(Finding finding) {
    Set<String> notes = new LinkedHashSet<>();
    finding.notes().forEach(note -> notes.add(TextReport.note(finding, note)));
    notes.removeIf(String::isBlank);
    return new Fault(
        TextReport.place(finding.at()),
        finding.recipe(),
        finding.severity().word(),
        finding.safety().level().word(),
        finding.message(),
        finding.safety().because(),
        finding.snippet(),
        List.copyOf(notes),
        finding.fix().flatMap(_ -> Proof.shownBy(finding)).orElse(""));
  }

  private String page(String title, ChangeSet set, List<Entry> entries, String checked) {
    List<Fault> faults = entries.stream().flatMap(entry -> entry.faults().stream()).toList();
    HtmlPage page =
        new HtmlPage(
            title,
            version,
            choices(faults, Fault::recipe),
            choices(faults, Fault::severity),
            choices(faults, Fault::safety),
            entries.size(),
            entries,
            set.skipped().stream().map(HtmlReport::skipped).toList(),
            checked);
    try (InputStream in =
            Objects.requireNonNull(HtmlReport.class.getResourceAsStream(TEMPLATE), TEMPLATE);
        InputStreamReader template = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return Mustache.compiler().emptyStringIsFalse(true).compile(template).execute(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String skipped(FileOutcome.Skipped file) {
    String place = file.line() > 0 ? ":" + file.line() + ":" + file.column() : "";
    return file.path() + place + ": " + file.why();
  }

  private static List<Choice> choices(List<Fault> faults, Function<Fault, String> word) {
    Map<String, Integer> counts = new TreeMap<>();
    faults.forEach(fault -> counts.merge(word.apply(fault), 1, Integer::sum));
    List<Choice> choices = new ArrayList<>();
    counts.forEach((value, count) -> choices.add(new Choice(value, count)));
    return List.copyOf(choices);
  }
}
