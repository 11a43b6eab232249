"""A campaign's learning curve as a run in MLflow: measures by number of labelled letters, and the picture."""

from __future__ import annotations

from pathlib import Path

from training.adaptation import Curve
from training.revision import commit_tags
from training.store import experiment_id, store_errors, where_to_look


def record_curve(curve: Curve, campaign: Path, bundle: str, labels: str, experiment: str) -> str:
    """Write the curve to the store; a sentence that says where it is and how to look at it.

    ``bundle`` is the id of the bundle that was adapted, ``labels`` the hash of the campaign's labelled letters. Raises
    ``FoiError`` if the store is away.
    """
    with store_errors():
        import mlflow  # noqa: PLC0415

        # Matplotlib takes a second to import, and who keeps no record may need no picture
        from training.adaptation_plot import adaptation_figure  # noqa: PLC0415

        place = experiment_id(experiment)
        tags = {"mlflow.source.name": "foi evaluate", **commit_tags()}
        with mlflow.start_run(experiment_id=place, run_name=f"adapting to {campaign.name}", tags=tags) as active:
            mlflow.log_params({"bundle": bundle, "labels": labels, "letters": curve.letters, "answers": curve.answers})
            mlflow.log_params({"draws": curve.draws, "seed": curve.seed})
            for point in curve.points:
                kind = point.choice.name.lower()
                measures = {
                    f"{kind}/{on}/{name}": value
                    for on, share in (("before", point.before), ("rest", point.rest), ("held_out", point.held_out))
                    for name, value in (("mean", share.mean), ("spread", share.spread))
                }
                mlflow.log_metrics(measures, step=point.labelled)
            mlflow.log_figure(adaptation_figure(curve), "plots/adaptation.png")
            mlflow.log_dict(curve.as_dict(), "adaptation.json")
            run = str(active.info.run_id)
        return f"Recorded as run {run} of experiment {experiment}; to see it: {where_to_look(place, run)}"
