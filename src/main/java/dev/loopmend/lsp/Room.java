package dev.loopmend.lsp;

import dev.loopmend.engine.LiveCheck;
import dev.loopmend.lsp.Preparation.Prepared;
import dev.loopmend.project.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.Diagnostic;

/// The open files below one folder and what is known of them.
///
/// An edited file is looked at alone and at once. When the edits rest for a moment, so are the
/// other open files; and where an edit changed what its file tells others, everything is looked at
/// again beside the work that goes on. Only the thread of the desk touches what is here.
final class Room {
  /// How long edits rest, in milliseconds, before other files are looked at.
  private static final int REST = 300;

  private final Path folder;
  private final Preparation preparation;
  private final Buffers buffers;
  private final Desk desk;
  private final Telling telling;
  private final List<Consumer<Optional<Checked>>> waiting = new ArrayList<>();
  private final Map<Path, List<Diagnostic>> told = new HashMap<>();
  private Optional<Checked> checked = Optional.empty();
  private boolean isClosed;
  private boolean checking;
  private boolean stale;
  private boolean reachesOut;
  private int edits;
  private String complaint = "";

  Room(Path folder, Preparation preparation, Buffers buffers, Desk desk, Telling telling) {
    this.folder = folder;
    this.preparation = preparation;
    this.buffers = buffers;
    this.desk = desk;
    this.telling = telling;
  }

  /// Looks at everything again: files were opened or closed, or others than the editor changed
  /// something on the disk.
  void checkAll() {
    if (checking) {
      stale = true;
      return;
    }
    checking = true;
    stale = false;
    reachesOut = false;
    List<Buffer> open = open();
    desk.beside(() -> prepared(open), this::take);
  }

  private List<Buffer> open() {
    return buffers.all().stream().filter(buffer -> desk.roomOf(buffer.path()) == this).toList();
  }

  /// What a whole check gives: files and what is in them, or what stands in the way.
  private record Outcome(Optional<Checked> checked, List<Problem> problems) {}

  private Outcome prepared(List<Buffer> open) {
    if (open.isEmpty()) {
      return new Outcome(Optional.empty(), List.of());
    }
    List<Path> files = open.stream().map(Buffer::path).toList();
    return switch (preparation.prepare(folder, files)) {
      case Prepared.Wrong(List<Problem> problems) -> new Outcome(Optional.empty(), problems);
      case Prepared.Ready ready -> new Outcome(Optional.of(new Checked(ready, open)), List.of());
    };
  }

  private void take(Optional<Outcome> outcome) {
    checking = false;
    if (isClosed) {
      outcome.flatMap(Outcome::checked).ifPresent(Checked::close);
      waiting.forEach(it -> it.accept(Optional.empty()));
      return;
    }
    checked.ifPresent(Checked::close);
    checked = outcome.flatMap(Outcome::checked);
    complain(outcome.map(Outcome::problems).orElse(List.of()));
    checked.ifPresent(now -> open().forEach(now::edit));
    told.keySet().stream().filter(path -> buffers.at(path).isEmpty()).toList().forEach(this::clear);
    open().forEach(buffer -> publish(buffer.path(), true));
    List.copyOf(waiting).forEach(it -> it.accept(checked));
    waiting.clear();
    if (stale) {
      checkAll();
    }
  }

  /// Says once what is wrong with the settings.
  private void complain(List<Problem> problems) {
    String now = problems.stream().map(Problem::text).collect(Collectors.joining("\n"));
    if (!now.isEmpty() && !now.equals(complaint)) {
      telling.complain("Loopmend checks nothing in " + folder + ":\n" + now);
    }
    complaint = now;
  }

  /// Looks at a file that was edited, unless it was edited again since.
  void edited(Buffer buffer) {
    boolean latest = buffers.at(buffer.path()).filter(buffer::equals).isPresent();
    if (!latest || checked.isEmpty()) {
      return;
    }
    reachesOut |= checked.get().edit(buffer) == LiveCheck.Effect.BEYOND;
    publish(buffer.path(), true);
    int now = ++edits;
    desk.later(
        REST,
        TimeUnit.MILLISECONDS,
        () -> {
          if (edits == now) {
            rested();
          }
        });
  }

  private void rested() {
    if (reachesOut) {
      checkAll();
    } else if (checked.filter(it -> it.files().size() > 1).isPresent()) {
      checked.get().inspectAgain();
      checked.get().files().forEach(path -> publish(path, false));
    }
  }

  /// Tells nothing more of a file.
  private void clear(Path path) {
    told.remove(path);
    telling.publish(path.toUri().toString(), Optional.empty(), List.of());
  }

  /// Takes back what was told of a file that is closed now.
  void closed(Buffer buffer) {
    told.remove(buffer.path());
    telling.publish(buffer.uri(), Optional.empty(), List.of());
    checkAll();
  }

  private void publish(Path path, boolean always) {
    for (Buffer buffer :
        checked.flatMap(it -> it.buffer(path)).or(() -> buffers.at(path)).stream().toList()) {
      List<Diagnostic> now =
          checked.map(it -> it.diagnostics(path, telling.client().related())).orElse(List.of());
      if (always || !now.equals(told.get(path))) {
        told.put(path, now);
        telling.publish(buffer.uri(), Optional.of(buffer.version()), now);
      }
    }
  }

  /// Asks what is known of a file, as soon as it was looked at; `otherwise` where that is not to
  /// be.
  void ask(Path path, Consumer<Checked> question, Runnable otherwise) {
    boolean known = checked.filter(it -> it.holds(path)).isPresent();
    if (!known && checking) {
      waiting.add(now -> answer(now, path, question, otherwise));
    } else {
      answer(checked, path, question, otherwise);
    }
  }

  private static void answer(
      Optional<Checked> now, Path path, Consumer<Checked> question, Runnable otherwise) {
    now.filter(it -> it.holds(path)).ifPresentOrElse(question, otherwise);
  }

  /// What it takes to mend one file of this folder.
  Prepared prepare(Path file) {
    return preparation.prepare(folder, List.of(file));
  }

  /// Ends what goes on here.
  void close() {
    isClosed = true;
    checked.ifPresent(Checked::close);
    checked = Optional.empty();
  }
}
