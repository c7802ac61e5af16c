package dev.loopmend.semantic;

import java.util.Set;

/// The names of Python's `builtins` module, 3.8 to 3.14 (library documentation, "Built-in
/// Functions", "Built-in Constants", "Built-in Exceptions").
public final class Builtins {
  private static final Set<String> NAMES =
      Set.of(
          """
          abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod
          compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter
          float format frozenset getattr globals hasattr hash help hex id input int isinstance
          issubclass iter len license list locals map max memoryview min next object oct open ord pow
          print property quit range repr reversed round set setattr slice sorted staticmethod str sum
          super tuple type vars zip __import__ __build_class__ __debug__ Ellipsis NotImplemented
          ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup
          BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError
          ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError
          DeprecationWarning EOFError EncodingWarning EnvironmentError Exception ExceptionGroup
          FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError
          ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError
          KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError
          NotADirectoryError NotImplementedError OSError OverflowError PendingDeprecationWarning
          PermissionError ProcessLookupError PythonFinalizationError RecursionError ReferenceError
          ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError
          SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError
          UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning
          UserWarning ValueError Warning ZeroDivisionError
          """
              .strip()
              .split("\\s+"));

  private Builtins() {}

  /// Whether a name is one of them.
  public static boolean has(String name) {
    return NAMES.contains(name);
  }
}
