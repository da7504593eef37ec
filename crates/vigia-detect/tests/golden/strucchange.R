# The reference numbers of strucchange.json: Rscript strucchange.R > strucchange.json
# (R 4.2.2, strucchange 1.5-3). The series are made here, from a seed; nothing is read.
# History by reversed CUSUM as in bfast's history_roc (bfast itself is not in Debian), then
# OLS-CUSUM and OLS-MOSUM monitoring of what follows.
suppressMessages(library(strucchange))
set.seed(20)

regressors <- function(day, order, zero) {
  turns <- outer(2 * pi * day / 365.25, seq_len(order))
  x <- cbind(1, matrix(rbind(t(cos(turns)), t(sin(turns)))[order(rep(seq_len(order), 2)), ],
                       nrow = length(day), byrow = TRUE))
  if (is.na(zero)) x else cbind(x, (day - zero) / 365.25)
}

json <- function(x) {
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x))) paste0("[\n", paste(parts, collapse = ",\n"), "\n]")
    else paste0("{", paste0("\"", names(x), "\": ", parts, collapse = ",\n "), "}")
  } else if (is.character(x)) {
    paste0("\"", x, "\"")
  } else {
    text <- ifelse(is.na(x), "null", format(x, digits = 12, trim = TRUE, scientific = FALSE))
    if (length(x) == 1) text else paste0("[", paste(text, collapse = ", "), "]")
  }
}

# One series: views every 5 to 15 days; `bare` views of another regime at the beginning, a
# fall by `drop` at the view `falls` after the history.
series <- function(name, views, history, order, with_trend, bare, falls, drop) {
  day <- 17000 + cumsum(sample(5:15, views, replace = TRUE))
  zero <- if (with_trend) 18000 else NA
  x <- regressors(day, order, zero)
  season <- 0.06 * cos(2 * pi * (day - 40) / 365.25) + 0.02 * sin(4 * pi * day / 365.25)
  y <- 0.75 + season + rnorm(views, sd = 0.03)
  y[seq_len(bare)] <- y[seq_len(bare)] - 0.25
  if (falls > 0) y[(history + falls):views] <- y[(history + falls):views] - drop
  y <- round(y, 6)

  past <- data.frame(y = y[1:history], x = I(x[1:history, , drop = FALSE]))
  reversed <- past[history:1, ]
  backward <- efp(y ~ x - 1, data = reversed, type = "Rec-CUSUM")
  p_value <- sctest(backward)$p.value
  start <- if (p_value < 0.05) {
    crossed <- abs(backward$process)[-1] > boundary(backward)[-1]
    length(backward$process) - min(which(crossed)) + 1
  } else 1

  # Monitored from the stable start on.
  kept <- data.frame(y = y[start:history], x = I(x[start:history, , drop = FALSE]))
  all <- data.frame(y = y[start:views], x = I(x[start:views, , drop = FALSE]))
  watched <- function(type, h) {
    monitor(mefp(y ~ x - 1, data = kept, type = type, h = h, alpha = 0.05, period = 10),
            data = all, verbose = FALSE)
  }
  told <- function(watch) {
    list(process = as.vector(watch$process),
         boundary = watch$border((watch$histsize + 1):watch$last),
         # Index of the breaking view in the whole series, from 0.
         break_view = if (is.na(watch$breakpoint)) NA else watch$breakpoint + start - 2)
  }
  fit <- lm.fit(x[start:history, , drop = FALSE], y[start:history])
  list(name = name, days = day, values = y, history = history, order = order,
       trend_zero = zero, start = start - 1, coefficients = unname(fit$coefficients),
       spread = sqrt(sum(fit$residuals^2) / fit$df.residual),
       cusum = told(watched("OLS-CUSUM", 1)), mosum = told(watched("OLS-MOSUM", 0.25)))
}

cases <- list(
  series("steady", 150, 100, 1, FALSE, 0, 0, 0),
  series("falls", 150, 100, 2, FALSE, 0, 12, 0.12),
  series("falls gently", 180, 110, 1, TRUE, 0, 8, 0.03),
  series("bare before", 190, 130, 2, FALSE, 45, 20, 0.3),
  series("bare with trend", 200, 140, 2, TRUE, 60, 15, 0.2),
  series("order three", 160, 110, 3, FALSE, 0, 5, 0.2))
cat(json(cases), "\n", sep = "")
