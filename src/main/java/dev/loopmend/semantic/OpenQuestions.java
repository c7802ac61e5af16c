package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Questions that are being answered, each since the one before asked it. One that is open already
/// is not answered again: what comes out then is cut short, and the answers that rest on it hold
/// only while that question is open. Kept for good is what rests on no open question, so that no
/// answer depends on who asked first.
final class OpenQuestions {
  /// How many questions lead from one to the next.
  private static final int DEPTH = 150;

  private static final int NOBODY = Integer.MAX_VALUE;

  private final Map<Object, Integer> open = new HashMap<>();

  /// By depth the number of the question that is open there.
  private final List<Long> numbers = new ArrayList<>();

  private long asked;

  /// The least depth of an open question that what is being found out rests on.
  private int restsOn = NOBODY;

  /// Answers of one kind to questions, and those that hold for the time being.
  static final class Answers<T> {
    private final OpenQuestions questions;
    private final T cut;
    private final Map<Object, Passing<T>> passing = new HashMap<>();

    /// An answer that holds while a question is open.
    private record Passing<T>(T answer, int depth, long number) {}

    /// `cut` is the answer to a question that is open already.
    Answers(OpenQuestions questions, T cut) {
      this.questions = questions;
      this.cut = cut;
    }

    /// Answers a question; `keep` is told what holds for good.
    T ask(Object question, Supplier<T> find, Consumer<T> keep) {
      Passing<T> known = passing.get(question);
      if (known != null && questions.isOpen(known.depth(), known.number())) {
        questions.restOn(known.depth());
        return known.answer();
      }
      if (!questions.open(question)) {
        return cut;
      }
      int before = questions.restsOn;
      questions.restsOn = NOBODY;
      T answer = find.get();
      int depth = questions.close(question);
      int restsOn = questions.restsOn;
      questions.restsOn = before;
      if (restsOn >= depth) {
        keep.accept(answer);
      } else {
        questions.restOn(restsOn);
        passing.put(question, new Passing<>(answer, restsOn, questions.numbers.get(restsOn)));
      }
      if (depth == 0) {
        passing.clear();
      }
      return answer;
    }
  }

  private boolean isOpen(int depth, long number) {
    return depth < numbers.size() && numbers.get(depth) == number;
  }

  private void restOn(int depth) {
    restsOn = Math.min(restsOn, depth);
  }

  private boolean open(Object question) {
    Integer depth = open.get(question);
    if (depth != null || numbers.size() > DEPTH) {
      // What is too far from the first question may be answered from elsewhere.
      restOn(depth == null ? 0 : depth);
      return false;
    }
    open.put(question, numbers.size());
    numbers.add(asked++);
    return true;
  }

  private int close(Object question) {
    open.remove(question);
    numbers.removeLast();
    return numbers.size();
  }
}
