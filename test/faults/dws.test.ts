import { testFaultTable } from './fault-table-tests.js';

testFaultTable('HUAWEI_DWS');
