"""One-to-one assignment of the greatest total weight over few allowed pairs."""

from __future__ import annotations

import numpy as np

from annotator.services.coefficients.values import Codes, Floats

_BATCH = 1000  # rows solved at once: the solver's bookkeeping grows with their square


def heaviest(rows: Codes, columns: Codes, weights: Floats) -> Codes:
    """Return the indexes of the pairs chosen so that their weights sum highest, in order.

    Pair i joins `rows[i]` and `columns[i]` at the positive weight `weights[i]`; no pair is listed
    twice, and each row and column is chosen at most once. Solved per connected component: pairs
    that nothing competes with and stars by hand, the rest with a sparse solver, so that nothing
    the size of rows x columns is ever built.
    """
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    per_row, per_column = np.bincount(rows), np.bincount(columns)
    crowd_of_row = np.zeros(len(per_row), dtype=np.int64)
    np.maximum.at(crowd_of_row, rows, per_column[columns])
    crowd_of_column = np.zeros(len(per_column), dtype=np.int64)
    np.maximum.at(crowd_of_column, columns, per_row[rows])
    in_row_star = crowd_of_row[rows] == 1
    in_column_star = (crowd_of_column[columns] == 1) & ~in_row_star
    chosen = [
        _best_of_each(np.flatnonzero(in_row_star), rows, weights),
        _best_of_each(np.flatnonzero(in_column_star), columns, weights),
    ]
    knots = np.flatnonzero(~in_row_star & ~in_column_star)
    if len(knots):
        chosen.append(knots[_solve_knots(rows[knots], columns[knots], weights[knots])])
    return np.sort(np.concatenate(chosen))


def _best_of_each(pairs: Codes, centres: Codes, weights: Floats) -> Codes:
    """The heaviest pair of every centre, the first of equals."""
    order = pairs[np.lexsort((-weights[pairs], centres[pairs]))]
    hubs = centres[order]
    return order[np.concatenate(([True], hubs[1:] != hubs[:-1]))] if len(order) else order


def _solve_knots(rows: Codes, columns: Codes, weights: Floats) -> Codes:
    """Components in which rows and columns compete, a batch of components at a time."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    _, row_ids = np.unique(rows, return_inverse=True)
    _, column_ids = np.unique(columns, return_inverse=True)
    n_rows, n_columns = int(row_ids.max()) + 1, int(column_ids.max()) + 1
    size = n_rows + n_columns
    graph = coo_matrix((np.ones(len(rows)), (row_ids, column_ids + n_rows)), shape=(size, size))
    _, component = connected_components(graph, directed=False)
    rows_before = np.cumsum(np.bincount(component[:n_rows]))
    batch = (rows_before // _BATCH)[component[row_ids]]
    order = np.argsort(batch, kind="stable")
    edges = np.flatnonzero(np.diff(batch[order])) + 1
    parts = np.split(order, edges)
    return np.concatenate([p[_solve(row_ids[p], column_ids[p], weights[p])] for p in parts])


def _solve(rows: Codes, columns: Codes, weights: Floats) -> Codes:
    """The heaviest assignment by the sparse solver, with a way out for each row."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    row_names, row_ids = np.unique(rows, return_inverse=True)
    column_names, column_ids = np.unique(columns, return_inverse=True)
    n_rows, n_columns = len(row_names), len(column_names)
    outs = np.arange(n_rows)
    unmatched = 1 + float(weights.max())  # costs stay above 0, which the solver takes for absence
    costs = np.concatenate((unmatched - weights, np.full(n_rows, unmatched)))
    places = (np.concatenate((row_ids, outs)), np.concatenate((column_ids, n_columns + outs)))
    table = csr_matrix((costs, places), shape=(n_rows, n_columns + n_rows))
    _, taken = min_weight_full_bipartite_matching(table)
    return np.flatnonzero(taken[row_ids] == column_ids)
