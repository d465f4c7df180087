// An application with the flag that also calls init(): without options first, and then with its own.
import { init } from '@meterkit/sdk';

const telemetry = await init();
const message = await init({ serviceName: 'own' }).catch((error) => error.message);
console.log(JSON.stringify([typeof telemetry.ready, message]));
process.exit();
