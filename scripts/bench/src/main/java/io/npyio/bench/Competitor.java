package io.npyio.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A competitor as a process that bench.py drives: one line in, one line out.
 *
 * <p>{@code check CASE FILE TARGET} (separated by tabs) is answered by {@code SECONDS CRC-OF-RESULT},
 * {@code time ...} by the seconds and a sum of some elements, {@code -} says that the competitor
 * cannot do the case at all, and {@code ! MESSAGE} that it failed. The cases are the methods of the
 * class named on the command line, {@code load-f4} being {@code loadF4(Path file, Path target)}.
 * With the word {@code list} after the class, it only prints their names; with {@code polluted}, it first
 * does everything else that npyio can do, so that the loops are compiled for all of it.
 * Garbage is collected outside the time, so that no case pays for the one before it.
 */
public final class Competitor {
  private Competitor() {}

  /** The answer of a case that does its work more than once in one call. */
  record Repeated(int times, Object result) {}

  public static void main(String[] args) throws Exception {
    Map<String, Method> cases = cases(Class.forName("io.npyio.bench." + args[0]));
    if (args.length > 1 && args[1].equals("polluted")) {
      Pollution.run();
    } else if (args.length > 1) {
      System.out.println(String.join(" ", cases.keySet()));
      return;
    }
    PrintStream out = System.out;
    System.setOut(System.err); // output of libraries must not mix with the answers
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split("\t");
      Method method = cases.get(words[1]);
      out.println(method == null ? "-" : answer(words[0], method, words[2], words[3]));
      out.flush();
    }
  }

  private static String answer(String verb, Method method, String file, String target)
      throws IllegalAccessException {
    System.gc();
    try {
      long start = System.nanoTime();
      Object result = method.invoke(null, Path.of(file), Path.of(target));
      double seconds = (System.nanoTime() - start) / 1e9;
      if (result instanceof Repeated repeated) {
        seconds /= repeated.times();
        result = repeated.result();
      }
      return seconds + " " + (verb.equals("check") ? Answers.full(result) : Answers.quick(result));
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      return "! " + e.getCause().toString().replace('\n', ' ');
    } catch (java.io.IOException e) {
      return "! " + e;
    }
  }

  private static Map<String, Method> cases(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Arrays.equals(method.getParameterTypes(), new Object[] {Path.class, Path.class}))
        .collect(Collectors.toMap(method -> hyphens(method.getName()), Function.identity()));
  }

  /** {@code loadF4} as {@code load-f4}, {@code bool2t} as {@code bool-2t}. */
  private static String hyphens(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-zA-Z])(?=\\d+[td])", "-").toLowerCase(Locale.ROOT);
  }
}
