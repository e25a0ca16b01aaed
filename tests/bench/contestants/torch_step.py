#!/usr/bin/python3
"""PyTorch, the same training step: `torch_step.py '{"form": "autodiff", "n": 1125}'`, stock settings, one thread.

"autodiff" is the step alone; "paper" is the published loop (Greydanus et al. 2019, train.py), whose network has two outputs of
which one is used, and which evaluates the test set at every step. "training" is a whole training with settings that are given
(`hidden`, `activation`, `batchSize`, `steps`, `learningRate`, `weightDecay`): batches, one cycle of the learning rate, nothing evaluated. Talks as contestants/talk.mjs says.
"""
import json
import os
import sys
import time

for library in ("OMP", "OPENBLAS"):
    os.environ[library + "_NUM_THREADS"] = "1"
try:
    import torch
except ImportError:
    print(json.dumps({"failed": "python3-torch is not installed"}), flush=True)
    sys.exit(1)

torch.set_num_threads(1)
torch.manual_seed(0)
WIDTH = 200


ACTIVATIONS = {"tanh": torch.tanh, "swish": torch.nn.functional.silu}


class Mlp(torch.nn.Module):
    def __init__(self, inputs, hidden, outputs, activation="tanh"):
        super().__init__()
        self.activation = ACTIVATIONS[activation]
        self.linear1 = torch.nn.Linear(inputs, hidden)
        self.linear2 = torch.nn.Linear(hidden, hidden)
        self.linear3 = torch.nn.Linear(hidden, outputs, bias=None)
        for layer in (self.linear1, self.linear2, self.linear3):
            torch.nn.init.orthogonal_(layer.weight)

    def forward(self, x):
        return self.linear3(self.activation(self.linear2(self.activation(self.linear1(x)))))


def loss_of(model, x, dxdt):
    """Mean square of J grad H - dxdt; H is the model's last output."""
    half = x.shape[1] // 2
    energy = model(x)[:, -1].sum()
    gradient = torch.autograd.grad(energy, x, create_graph=True)[0]
    field = torch.cat([gradient[:, half:], -gradient[:, :half]], 1)
    return (dxdt - field).pow(2).mean()


def samples(count):
    """States of the pendulum H = p^2 + 3 (1 - cos q), noise 0.1, and their derivatives."""
    radius, angle = 1.3 + torch.rand(count), 2 * torch.pi * torch.rand(count)
    q, p = radius * angle.cos(), radius * angle.sin()
    x = torch.stack([q, p], 1) + 0.1 * torch.randn(count, 2)
    return x.requires_grad_(True), torch.stack([2 * p, -3 * q.sin()], 1)


def golden_error():
    """Largest relative error of loss and gradients over the golden cases (problem.mjs, goldenError)."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../golden/golden_hnn.json")
    with open(path) as file:
        cases = json.load(file)["cases"]
    worst = 0.0
    for case in cases:
        if case["activation"] != "tanh" or len(case["hidden"]) != 2 or case["output_bias"]:
            continue
        model = Mlp(case["input_dim"], case["hidden"][0], 1)
        parameters = dict(zip(("W1", "b1", "W2", "b2", "W3"), model.parameters()))
        with torch.no_grad():
            for name, parameter in parameters.items():
                parameter.copy_(torch.tensor(case["weights"][name]))
        x = torch.tensor(case["x"], requires_grad=True)
        loss = loss_of(model, x, torch.tensor(case["dxdt_target"]))
        loss.backward()
        worst = max(worst, abs(loss.item() - case["loss"]) / case["loss"])
        for name, parameter in parameters.items():
            expected = torch.tensor(case["grads"][name])
            worst = max(worst, ((parameter.grad - expected).norm() / expected.norm()).item())
    return worst


def make_training(spec):
    """A call is one whole training on as many samples, a batch a step, with the learning rate in one cycle."""
    x, dxdt = samples(spec["n"])

    def train():
        model = Mlp(2, spec["hidden"][0], 1, spec["activation"])
        adam = torch.optim.Adam(model.parameters(), spec["learningRate"], weight_decay=spec["weightDecay"])
        cycle = torch.optim.lr_scheduler.OneCycleLR(adam, spec["learningRate"], total_steps=spec["steps"])
        order = []
        for _ in range(spec["steps"]):
            if len(order) < spec["batchSize"]:
                order = torch.randperm(spec["n"])
            batch, order = order[: spec["batchSize"]], order[spec["batchSize"] :]
            loss_of(model, x[batch], dxdt[batch]).backward()
            adam.step()
            adam.zero_grad()
            cycle.step()

    return train


def make_step(form, count):
    model = Mlp(2, WIDTH, 2 if form == "paper" else 1)
    adam = torch.optim.Adam(model.parameters(), 1e-3, weight_decay=1e-4)
    x, dxdt = samples(count)
    x_test, dxdt_test = samples(count)

    def step():
        loss = loss_of(model, x, dxdt)
        loss.backward()
        adam.step()
        adam.zero_grad()
        if form == "paper":
            loss.item(), loss_of(model, x_test, dxdt_test).item()

    return step


def main():
    spec = json.loads(sys.argv[1])
    step = make_training(spec) if spec["form"] == "training" else make_step(spec["form"], spec["n"])
    print(json.dumps({"error": golden_error(), "version": torch.__version__}), flush=True)

    def timed(calls):
        start = time.perf_counter()
        for _ in range(calls):
            step()
        return (time.perf_counter() - start) * 1e3 / calls

    call_time = None  # ms
    for line in sys.stdin:
        command, seconds = line.split()
        if command == "warm-up":
            end, calls = time.perf_counter() + float(seconds), 0
            while calls < 3 or time.perf_counter() < end:
                call_time, calls = timed(1), calls + 1
            calls = 1
        else:
            calls = max(1, round(1e3 * float(seconds) / call_time))
            call_time = timed(calls)
        print(json.dumps({"calls": calls, "ms": call_time}), flush=True)


main()
