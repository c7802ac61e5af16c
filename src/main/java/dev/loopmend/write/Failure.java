package dev.loopmend.write;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Failures of the file system in words.
final class Failure {
  private Failure() {}

  /// A clause such as "permission denied".
  static String clause(IOException failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "it is gone";
      case IOException e ->
          Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    };
  }
}
