"""Questions: runs, kinds, the models behind them."""
