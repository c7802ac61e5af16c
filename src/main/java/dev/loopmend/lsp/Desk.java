package dev.loopmend.lsp;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The rooms of an editor, and the two threads in which work is done: one for what somebody waits
/// for, in order, and one beside it for what takes long. A fault of ours ends a piece of work and
/// never the server.
final class Desk implements AutoCloseable {
  // What is handed in when all has ended is for nobody.
  private final ScheduledExecutorService work =
      new ScheduledThreadPoolExecutor(
          1, task -> daemon(task, "loopmend-editor"), new ThreadPoolExecutor.DiscardPolicy());
  private final ExecutorService beside =
      Executors.newSingleThreadExecutor(task -> daemon(task, "loopmend-beside"));
  private final Preparation preparation;
  private final Buffers buffers;
  private final Telling telling;
  private final Map<Path, Room> rooms = new LinkedHashMap<>();
  private final List<Path> folders;

  Desk(Preparation preparation, Buffers buffers, Telling telling, List<Path> folders) {
    this.preparation = preparation;
    this.buffers = buffers;
    this.telling = telling;
    this.folders = new ArrayList<>(folders);
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /// The room of a file: that of the deepest folder of the editor that it lies in, else of its own
  /// folder.
  Room roomOf(Path file) {
    Path own = Optional.ofNullable(file.getParent()).orElse(file);
    Path folder =
        folders.stream()
            .filter(file::startsWith)
            .max((one, other) -> Integer.compare(one.getNameCount(), other.getNameCount()))
            .orElse(own);
    return rooms.computeIfAbsent(
        folder, path -> new Room(path, preparation, buffers, this, telling));
  }

  /// Takes other folders for those of the editor.
  void change(List<Path> added, List<Path> removed) {
    folders.removeAll(removed);
    folders.addAll(added);
    rooms.values().forEach(Room::close);
    rooms.clear();
    buffers.all().forEach(buffer -> roomOf(buffer.path()));
    checkAll();
  }

  /// Looks at everything again.
  void checkAll() {
    rooms.values().forEach(Room::checkAll);
  }

  /// Does something in the order in which it was asked for.
  void soon(Runnable task) {
    work.execute(() -> guarded(task));
  }

  /// Does something after a while.
  void later(int count, TimeUnit unit, Runnable task) {
    var _ = work.schedule(() -> guarded(task), count, unit);
  }

  /// Makes something beside the other work, and takes it there; nothing if that failed.
  <T> void beside(Supplier<T> maker, Consumer<Optional<T>> taker) {
    beside.execute(
        () -> {
          List<T> made = new ArrayList<>();
          guarded(() -> made.add(maker.get()));
          soon(() -> taker.accept(made.stream().findFirst()));
        });
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      telling.note("this is a fault of Loopmend, please report it: " + trace);
    }
  }

  @Override
  public void close() {
    work.shutdownNow();
    beside.shutdownNow();
  }
}
