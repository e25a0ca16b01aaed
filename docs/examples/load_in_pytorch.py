import json, struct, torch

def read(path, key):
    """Tensors of a safetensors file of HNN Lab, and what its metadata say under the key."""
    data = open(path, "rb").read()
    start = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:start])
    about = json.loads(header.pop("__metadata__")[key])
    types = {"F32": torch.float32, "F64": torch.float64, "I32": torch.int32}
    return {name: torch.frombuffer(bytearray(data[start + a : start + b]), dtype=types[t["dtype"]]).reshape(t["shape"])
            for name, t in header.items() for a, b in [t["data_offsets"]]}, about

def load_data(path):
    """Data saved as safetensors: x and dx/dt (rows [q, p]) of what trains and of what is held out; and all there is, by name."""
    tensors, about = read(path, "hnn-lab-data")
    x, dxdt, held_out = tensors["x"], tensors["dxdt"], tensors["test"].bool()
    return (x[~held_out], dxdt[~held_out]), (x[held_out], dxdt[held_out]), {**about, **tensors}

def load(path):
    """H(x) and dx/dt of an HNN saved by HNN Lab as safetensors; x holds states [q, p] as rows."""
    tensors, about = read(path, "hnn-lab")
    layers = range(1, len(about["hidden"]) + 2)
    weights = [(tensors[f"W{i}"], tensors.get(f"b{i}", 0)) for i in layers]
    name = {"swish": "silu"}.get(about["activation"], about["activation"])
    activation = getattr(torch.nn.functional, name)
    # The network's own units, if it was trained on scaled measured data.
    shift, scale = torch.tensor(about.get("stateShift", [0.0])), torch.tensor(about.get("stateScale", [1.0]))
    energy = scale[0] * scale[len(scale) // 2] / about.get("timeScale", 1)

    def H(x):
        x = (x - shift) / scale
        for W, b in weights[:-1]:
            x = activation(x @ W.T + b)
        return energy * (x @ weights[-1][0].T + weights[-1][1])

    def motion(x):
        x = x.clone().requires_grad_()
        q, p = torch.autograd.grad(H(x).sum(), x)[0].chunk(2, dim=1)
        return torch.cat([p, -q], dim=1)  # dq/dt = dH/dp, dp/dt = -dH/dq

    return H, motion
