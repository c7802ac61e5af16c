package dev.loopmend.engine;

import dev.loopmend.parse.PythonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Threads with a stack deep enough for the parser. Results come in the order of what was asked.
final class Workers implements AutoCloseable {
  private final ExecutorService threads;
  private final Progress progress;

  Workers(int jobs, Progress progress) {
    this.progress = progress;
    threads =
        Executors.newFixedThreadPool(
            Math.max(1, jobs),
            task -> {
              Thread thread = new Thread(null, task, "loopmend", PythonParser.STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
  }

  /// Applies a function to each item, over all threads, as a part of the work of a run.
  <T, R> List<R> map(String part, List<T> items, Function<T, R> function) {
    List<Future<R>> futures = new ArrayList<>(items.size());
    for (T item : items) {
      futures.add(threads.submit(() -> function.apply(item)));
    }
    List<R> results = new ArrayList<>(items.size());
    for (Future<R> future : futures) {
      progress.at(part, results.size(), items.size());
      results.add(get(future));
    }
    return results;
  }

  private static <R> R get(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
